package dev.tagma.store.codec;

import static dev.tagma.testkit.contract.StoreSamples.sessionId;

import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.message.Message;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.sandbox.HostRule;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Outfit;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.testkit.contract.StoreSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every value that has a golden file in each version of its document. */
final class Samples {

    private static final StoreCodec CODEC = new StoreCodec();
    private static final SessionId SESSION = sessionId(1);

    private Samples() {}

    /**
     * A value with its document.
     *
     * @param kind the folder of its golden files, {@code name} the name of its file in each version
     */
    record Sample(String kind, String name, Object value, int version, String written, Reader reader) {

        Object read(String document) {
            return reader.read(document);
        }

        @Override
        public String toString() {
            return kind + "/" + name;
        }
    }

    interface Reader {
        Object read(String document);
    }

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        all.add(session("plain", StoreSamples.session(1)));
        all.add(session("full", StoreSamples.fullSession(1)));
        all.add(session("keyed", StoreSamples.session(StoreSamples.TENANT, 1, "otter-1", Optional.of("k “1”"))));
        all.add(session("outfitted", outfitted()));
        all.add(session("partial", partial()));
        all.add(session("continuing", continuing()));
        all.add(session("in-pty", inPty()));
        all.add(session("handed", handed()));
        all.add(session("several", several()));
        all.add(session("sandboxed", sandboxed()));
        all.add(message("plain", StoreSamples.message(1, SESSION, 1)));
        all.add(message("full", StoreSamples.fullMessage(1, SESSION, 1)));
        all.add(request("plain", StoreSamples.request(1, SESSION)));
        all.add(request("full", StoreSamples.fullRequest(1, SESSION)));
        all.add(request("allowed", answered(new Answer.Allow(Answer.Scope.PROJECT))));
        all.add(request("denied", answered(new Answer.Deny(Optional.of("not today")))));
        all.add(request("denied-silently", answered(new Answer.Deny(Optional.empty()))));
        all.add(request("withdrawn", withdrawn()));
        all.add(turn("plain", StoreSamples.turn(SESSION, 1)));
        all.add(turn("full", StoreSamples.fullTurn(SESSION, 1)));
        all.add(fact("plain", StoreSamples.fact(1)));
        List<Fact> facts = StoreSamples.facts();
        for (int i = 0; i < facts.size(); i++) {
            all.add(fact("case-" + (i + 1), facts.get(i)));
        }
        StoreSamples.events().forEach(data -> all.add(event("full", data)));
        StoreSamples.sparseEvents().forEach(data -> all.add(event("sparse", data)));
        return all;
    }

    private static Request answered(Answer answer) {
        return StoreSamples.request(1, SESSION).closedBy(StoreSamples.closing(answer));
    }

    private static Session partial() {
        Session plain = StoreSamples.session(1);
        Outfit outfit = new Outfit(
                new Contents(List.of("src", "döcs/guide"), true), Carried.NOTHING, Optional.empty(), Map.of());
        Session.WantedWorkspace wanted = plain.wanted();
        return with(
                plain,
                plain.launch(),
                new Session.WantedWorkspace(wanted.place(), wanted.kind(), wanted.branch(), wanted.base(), outfit));
    }

    private static Session outfitted() {
        Session plain = StoreSamples.session(1);
        Outfit outfit = new Outfit(
                new Carried(List.of(".env"), List.of("nöde modules")),
                Optional.of(new ScriptsId("0123456789abcdef".repeat(4))),
                Map.of("web", 21000, "db", 21001));
        Session.WantedWorkspace wanted = plain.wanted();
        return with(
                plain,
                plain.launch(),
                new Session.WantedWorkspace(wanted.place(), wanted.kind(), wanted.branch(), wanted.base(), outfit));
    }

    private static Session continuing() {
        Session plain = StoreSamples.session(1);
        Session.Launch launch = plain.launch();
        return with(
                plain,
                new Session.Launch(
                        launch.agent(),
                        launch.driver(),
                        launch.mode(),
                        launch.model(),
                        launch.environment(),
                        launch.arguments(),
                        AfterLimit.CONTINUE),
                plain.wanted());
    }

    private static Session inPty() {
        Session plain = StoreSamples.session(1);
        Session.Launch launch = plain.launch();
        return with(
                plain,
                new Session.Launch(
                        launch.agent(),
                        launch.driver(),
                        launch.mode(),
                        launch.model(),
                        launch.environment(),
                        launch.arguments(),
                        launch.afterLimit(),
                        Optional.of("pty")),
                plain.wanted());
    }

    private static Session sandboxed() {
        Session plain = StoreSamples.session(1);
        SandboxRule rule = new SandboxRule(
                SandboxKind.DOCKER,
                new Network.Listed(List.of(new HostRule("api.example.com", 443), new HostRule("*.example.org", 8443))),
                new Limits(Optional.of(5L << 30), Optional.of(200), Optional.of(150)),
                List.of("/srv/d\u00e4ta"),
                List.of("/srv/cache"),
                Optional.of("node:22"));
        return with(plain, plain.launch().within(rule), plain.wanted())
                .contained(Optional.of(new Containment(List.of("network: none"), List.of("memory: no limit is set"))));
    }

    private static Session with(Session plain, Session.Launch launch, Session.WantedWorkspace wanted) {
        return new Session(
                plain.tenant(),
                plain.id(),
                plain.key(),
                plain.handle(),
                plain.title(),
                plain.group(),
                plain.tags(),
                launch,
                wanted,
                plain.workspace(),
                plain.lifecycle(),
                plain.lifecycleSince(),
                plain.lifecycleReason(),
                plain.agentSessionId(),
                plain.handleOfProcess(),
                plain.parent(),
                plain.forkedFrom(),
                plain.createdAt(),
                plain.removed(),
                plain.heritage());
    }

    private static Session several() {
        Session plain = StoreSamples.session(1);
        Session.WantedWorkspace wanted = plain.wanted();
        Session session = with(
                plain,
                plain.launch(),
                new Session.WantedWorkspace(
                        wanted.place(),
                        wanted.kind(),
                        wanted.branch(),
                        wanted.base(),
                        List.of(
                                new Beside(
                                        "/srv/wéb",
                                        Optional.of("front"),
                                        Optional.of("next"),
                                        new Contents(List.of("src"), true),
                                        new Carried(List.of(".env"), List.of("node_modules"))),
                                new Beside("/srv/docs", Optional.empty(), Optional.empty())),
                        Outfit.NONE));
        return session.withWorkspace(new Workspace(
                Workspace.Kind.SEVERAL,
                "/worktrees/repo-1a2b3c4d/otter-1",
                Optional.of("/srv/repo"),
                Optional.of("otter-1"),
                Optional.empty(),
                true,
                List.of(
                        member(Workspace.Kind.WORKTREE, "repo", "/srv/repo"),
                        member(Workspace.Kind.CLONE, "front", "/srv/wéb"))));
    }

    private static Workspace member(Workspace.Kind kind, String name, String repository) {
        return new Workspace(
                kind,
                "/worktrees/repo-1a2b3c4d/otter-1/" + name,
                Optional.of(repository),
                Optional.of("otter-1"),
                Optional.of("0123456789abcdef0123456789abcdef01234567"),
                true);
    }

    private static Session handed() {
        return StoreSamples.session(1)
                .heirOf(
                        StoreSamples.session(2),
                        Optional.of(new AgentSessionId("5f0c2d1e-agent")),
                        StoreSamples.session(1).createdAt())
                .handedTo(sessionId(3));
    }

    private static Request withdrawn() {
        return StoreSamples.request(1, SESSION)
                .closedBy(new Request.Closing(Request.How.WITHDRAWN, "agent", Optional.empty(), StoreSamples.T0));
    }

    private static Sample session(String name, Session value) {
        DocumentFormat<Session> format = CODEC.sessions();
        return new Sample("session", name, value, format.version(), format.write(value), format::read);
    }

    private static Sample message(String name, Message value) {
        MessageFormat format = CODEC.messages();
        return new Sample(
                "message",
                name,
                value,
                format.version(),
                format.write(value),
                document -> format.read(document, value.text()));
    }

    private static Sample request(String name, Request value) {
        DocumentFormat<Request> format = CODEC.requests();
        return new Sample("request", name, value, format.version(), format.write(value), format::read);
    }

    private static Sample turn(String name, Turn value) {
        DocumentFormat<Turn> format = CODEC.turns();
        return new Sample("turn", name, value, format.version(), format.write(value), format::read);
    }

    private static Sample fact(String name, Fact value) {
        DocumentFormat<Fact> format = CODEC.facts();
        return new Sample("fact", name, value, format.version(), format.write(value), format::read);
    }

    private static Sample event(String name, EventData value) {
        EventFormat format = CODEC.events();
        String type = value.type();
        return new Sample(
                "event/" + type,
                name,
                value,
                format.version(type),
                format.write(value),
                document -> format.read(type, document));
    }
}
