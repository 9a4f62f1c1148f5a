package dev.tagma.engine.fleet;

import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.workspace.Beside;
import dev.tagma.engine.Fleet.NewSession;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session in place that is not started, about which nothing else is said but what a test says. */
final class Wanted {

    private Optional<String> key = Optional.empty();
    private Optional<String> handle = Optional.empty();
    private String title = "";
    private GroupPath group = GroupPath.ROOT;
    private Set<String> tags = Set.of();
    private Optional<String> agent = Optional.empty();
    private Optional<PermissionMode> mode = Optional.empty();
    private Map<String, String> environment = Map.of();
    private List<String> arguments = List.of();
    private Path place = Undriven.PLACE;
    private WorkspacePlan.Kind workspace = WorkspacePlan.Kind.IN_PLACE;
    private List<Beside> beside = List.of();
    private boolean start;
    private Optional<AgentSessionId> resume = Optional.empty();
    private Optional<AfterLimit> afterLimit = Optional.empty();
    private Optional<String> runtime = Optional.empty();
    private SandboxWish sandbox = SandboxWish.SILENT;

    Wanted key(Optional<String> given) {
        key = given;
        return this;
    }

    Wanted handle(Optional<String> given) {
        handle = given;
        return this;
    }

    Wanted title(String given) {
        title = given;
        return this;
    }

    Wanted group(String given) {
        group = new GroupPath(given);
        return this;
    }

    Wanted tags(String... given) {
        tags = Set.of(given);
        return this;
    }

    Wanted agent(Optional<String> given) {
        agent = given;
        return this;
    }

    Wanted mode(Optional<PermissionMode> given) {
        mode = given;
        return this;
    }

    Wanted environment(Map<String, String> given) {
        environment = given;
        return this;
    }

    Wanted arguments(List<String> given) {
        arguments = given;
        return this;
    }

    Wanted at(Path given) {
        place = given;
        return this;
    }

    Wanted workspace(WorkspacePlan.Kind given) {
        workspace = given;
        return this;
    }

    Wanted resume(String conversation) {
        resume = Optional.of(new AgentSessionId(conversation));
        return this;
    }

    Wanted runtime(String given) {
        runtime = Optional.of(given);
        return this;
    }

    Wanted sandbox(SandboxWish given) {
        sandbox = given;
        return this;
    }

    Wanted afterLimit(AfterLimit given) {
        afterLimit = Optional.of(given);
        return this;
    }

    Wanted started() {
        start = true;
        return this;
    }

    Wanted with(Beside... others) {
        beside = List.of(others);
        return this;
    }

    NewSession session() {
        return new NewSession(
                key,
                handle,
                title,
                group,
                tags,
                agent,
                Optional.empty(),
                mode,
                Optional.empty(),
                environment,
                arguments,
                place,
                workspace,
                Optional.empty(),
                Optional.empty(),
                beside,
                Optional.empty(),
                start,
                resume,
                afterLimit,
                runtime,
                sandbox);
    }
}
