package dev.tagma.store.codec;

import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Outfit;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.core.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A session with its launch and its workspace. */
final class SessionShape implements Shape<Session> {

    @Override
    public void write(Session session, Out out) {
        out.text("tenant", session.tenant().value())
                .text("id", session.id().toString())
                .text("key", session.key())
                .text("handle", session.handle().value())
                .text("title", session.title())
                .text("group", session.group().value())
                .texts("tags", session.tags().stream().sorted().toList())
                .object("launch", session.launch(), new LaunchShape())
                .object("wanted", session.wanted(), new WantedShape())
                .object("workspace", session.workspace(), new WorkspaceShape())
                .name("lifecycle", session.lifecycle())
                .time("lifecycleSince", session.lifecycleSince())
                .text("lifecycleReason", session.lifecycleReason())
                .text("agentSessionId", session.agentSessionId())
                .text("handleOfProcess", session.handleOfProcess())
                .text("parent", session.parent())
                .text("forkedFrom", session.forkedFrom())
                .time("createdAt", session.createdAt())
                .time("removed", session.removed())
                .text("resumes", session.heritage().resumes())
                .text("handedFrom", session.heritage().handedFrom())
                .text("handedTo", session.heritage().handedTo())
                .object("containment", session.containment(), new ContainmentShape());
    }

    @Override
    public Session read(In in) {
        return new Session(
                in.parsed("tenant", TenantId::new),
                in.parsed("id", SessionId::parse),
                in.optionalText("key"),
                in.parsed("handle", Handle::new),
                in.text("title"),
                in.parsed("group", GroupPath::new),
                Set.copyOf(in.texts("tags")),
                in.object("launch", new LaunchShape()),
                in.object("wanted", new WantedShape()),
                in.object("workspace", new WorkspaceShape()),
                in.name("lifecycle", Lifecycle.class),
                in.time("lifecycleSince"),
                in.text("lifecycleReason"),
                in.optionalParsed("agentSessionId", AgentSessionId::new),
                in.optionalText("handleOfProcess"),
                in.optionalParsed("parent", SessionId::parse),
                in.optionalParsed("forkedFrom", SessionId::parse),
                in.time("createdAt"),
                in.optionalTime("removed"),
                new Session.Heritage(
                        in.optionalParsed("resumes", AgentSessionId::new),
                        in.optionalParsed("handedFrom", SessionId::parse),
                        in.optionalParsed("handedTo", SessionId::parse)),
                in.optionalObject("containment", new ContainmentShape()));
    }

    private static final class LaunchShape implements Shape<Session.Launch> {

        @Override
        public void write(Session.Launch launch, Out out) {
            out.text("agent", launch.agent().value())
                    .name("driver", launch.driver())
                    .name("mode", launch.mode())
                    .text("model", launch.model())
                    .map("environment", launch.environment())
                    .texts("arguments", launch.arguments())
                    .name("afterLimit", launch.afterLimit())
                    .text("runtime", launch.runtime())
                    .object("sandbox", launch.sandbox(), new SandboxShape());
        }

        @Override
        public Session.Launch read(In in) {
            return new Session.Launch(
                    in.parsed("agent", AgentId::new),
                    in.name("driver", DriverKind.class),
                    in.name("mode", PermissionMode.class),
                    in.optionalText("model"),
                    in.map("environment"),
                    in.texts("arguments"),
                    in.name("afterLimit", AfterLimit.class),
                    in.optionalText("runtime"),
                    in.object("sandbox", new SandboxShape()));
        }
    }

    private static final class SandboxShape implements Shape<SandboxRule> {

        @Override
        public void write(SandboxRule rule, Out out) {
            out.name("kind", rule.kind())
                    .texts("network", rule.network().words())
                    .text("memory", rule.limits().memory())
                    .number("processes", rule.limits().processes())
                    .number("cpuPercent", rule.limits().cpuPercent())
                    .texts("readable", rule.readable())
                    .texts("writable", rule.writable())
                    .text("image", rule.image());
        }

        @Override
        public SandboxRule read(In in) {
            List<String> network = in.texts("network");
            return new SandboxRule(
                    in.name("kind", SandboxKind.class),
                    Network.parse(network).orElseThrow(() -> new UnreadableDocument("'" + network + "' is no network")),
                    new Limits(
                            in.optionalParsed("memory", Long::valueOf),
                            in.optionalCount("processes"),
                            in.optionalCount("cpuPercent")),
                    in.texts("readable"),
                    in.texts("writable"),
                    in.optionalText("image"));
        }
    }

    private static final class ContainmentShape implements Shape<Containment> {

        @Override
        public void write(Containment containment, Out out) {
            out.texts("enforced", containment.enforced()).texts("open", containment.open());
        }

        @Override
        public Containment read(In in) {
            return new Containment(in.texts("enforced"), in.texts("open"));
        }
    }

    private static final class WantedShape implements Shape<Session.WantedWorkspace> {

        @Override
        public void write(Session.WantedWorkspace wanted, Out out) {
            out.text("place", wanted.place())
                    .text("kind", wanted.kind())
                    .text("branch", wanted.branch())
                    .text("base", wanted.base())
                    .objects("beside", wanted.beside(), new BesideShape())
                    .object("outfit", wanted.outfit(), new OutfitShape());
        }

        @Override
        public Session.WantedWorkspace read(In in) {
            return new Session.WantedWorkspace(
                    in.text("place"),
                    in.text("kind"),
                    in.optionalText("branch"),
                    in.optionalText("base"),
                    in.objects("beside", new BesideShape()),
                    in.object("outfit", new OutfitShape()));
        }
    }

    private static final class BesideShape implements Shape<Beside> {

        @Override
        public void write(Beside beside, Out out) {
            out.text("place", beside.place())
                    .text("name", beside.name())
                    .text("base", beside.base())
                    .texts("sparse", beside.contents().sparse())
                    .flag("submodules", beside.contents().submodules())
                    .texts("copied", beside.carried().copied())
                    .texts("linked", beside.carried().linked());
        }

        @Override
        public Beside read(In in) {
            return new Beside(
                    in.text("place"),
                    in.optionalText("name"),
                    in.optionalText("base"),
                    new Contents(in.texts("sparse"), in.flag("submodules")),
                    new Carried(in.texts("copied"), in.texts("linked")));
        }
    }

    private static final class OutfitShape implements Shape<Outfit> {

        @Override
        public void write(Outfit outfit, Out out) {
            out.texts("copied", outfit.carried().copied())
                    .texts("linked", outfit.carried().linked())
                    .text("scripts", outfit.scripts().map(ScriptsId::value))
                    .map("ports", ports(outfit))
                    .texts("sparse", outfit.contents().sparse())
                    .flag("submodules", outfit.contents().submodules());
        }

        private static Map<String, String> ports(Outfit outfit) {
            return outfit.ports().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, port -> port.getValue().toString()));
        }

        @Override
        public Outfit read(In in) {
            return new Outfit(
                    new Contents(in.texts("sparse"), in.flag("submodules")),
                    new Carried(in.texts("copied"), in.texts("linked")),
                    in.optionalParsed("scripts", ScriptsId::new),
                    in.map("ports").entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, port -> Integer.valueOf(port.getValue()))));
        }
    }

    private static final class WorkspaceShape implements Shape<Workspace> {

        @Override
        public void write(Workspace workspace, Out out) {
            out.name("kind", workspace.kind())
                    .text("path", workspace.path())
                    .text("repository", workspace.repository())
                    .text("branch", workspace.branch())
                    .text("base", workspace.base())
                    .flag("owned", workspace.owned())
                    .objects("members", workspace.members(), this);
        }

        @Override
        public Workspace read(In in) {
            return new Workspace(
                    in.name("kind", Workspace.Kind.class),
                    in.text("path"),
                    in.optionalText("repository"),
                    in.optionalText("branch"),
                    in.optionalText("base"),
                    in.flag("owned"),
                    in.objects("members", this));
        }
    }
}
