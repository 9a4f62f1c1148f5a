package dev.tagma.server.route;

import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Session;
import dev.tagma.core.workspace.Beside;
import dev.tagma.engine.Fleet;
import dev.tagma.server.http.Refusal;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.session.BesideJson;
import dev.tagma.wire.session.NewSessionJson;
import dev.tagma.wire.session.SandboxWishJson;
import dev.tagma.wire.session.WorkspaceWish;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From what is wished for on the wire to what the use cases take. */
final class Wishes {

    private Wishes() {}

    /** @param original gives what a fork does not say */
    static Fleet.NewSession session(NewSessionJson wanted, Path place, Optional<Session> original) {
        Optional<Session.Launch> launch = original.map(Session::launch);
        return new Fleet.NewSession(
                wanted.key(),
                wanted.handle().map(Handle::value),
                wanted.title().or(() -> original.map(Session::title)).orElse(""),
                wanted.group().or(() -> original.map(Session::group)).orElse(GroupPath.ROOT),
                Set.copyOf(wanted.tags().isEmpty() ? original.map(Session::tags).orElse(Set.of()) : wanted.tags()),
                wanted.agent().or(() -> launch.map(Session.Launch::agent)).map(AgentId::value),
                wanted.driver().or(() -> launch.map(Session.Launch::driver)),
                wanted.mode().or(() -> launch.map(Session.Launch::mode)),
                wanted.model().or(() -> launch.flatMap(Session.Launch::model)),
                environment(launch, wanted),
                wanted.arguments().isEmpty()
                        ? launch.map(Session.Launch::arguments).orElse(List.of())
                        : wanted.arguments(),
                place,
                kind(wanted.workspace()
                        // What was said in a conversation is about the files of its own place.
                        .orElse(wanted.resume().isPresent() ? WorkspaceWish.IN_PLACE : WorkspaceWish.AUTOMATIC)),
                wanted.branch(),
                wanted.base(),
                beside(wanted, original),
                wanted.prompt(),
                wanted.start().orElse(true),
                wanted.resume(),
                wanted.afterLimit().or(() -> launch.map(Session.Launch::afterLimit)),
                wanted.runtime(),
                wanted.sandbox().map(Wishes::sandbox).orElse(SandboxWish.SILENT));
    }

    private static SandboxWish sandbox(SandboxWishJson wanted) {
        Optional<Network> network = wanted.network().isEmpty()
                ? Optional.empty()
                : Optional.of(Network.parse(wanted.network())
                        .orElseThrow(() -> new Refusal(
                                ErrorCode.INVALID,
                                "Field 'sandbox.network' is " + Quoted.of(String.join(", ", wanted.network()))
                                        + "; use " + Network.EXPECTED)));
        try {
            return new SandboxWish(
                    wanted.kind(),
                    network,
                    new Limits(wanted.memory(), wanted.processes(), wanted.cpuPercent()),
                    places("sandbox.readable", wanted.readable()),
                    places("sandbox.writable", wanted.writable()),
                    wanted.image());
        } catch (IllegalArgumentException limit) {
            throw new Refusal(ErrorCode.INVALID, "Field 'sandbox' is wrong: " + limit.getMessage());
        }
    }

    private static Optional<List<String>> places(String field, List<String> given) {
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(given.stream()
                        .map(place -> directory(field, place).toString())
                        .toList());
    }

    /** A fork that stays where its original is works in the same repositories, unless it is to use the place as it is. */
    private static List<Beside> beside(NewSessionJson wanted, Optional<Session> original) {
        boolean alike = wanted.path().isEmpty()
                && wanted.workspace().filter(WorkspaceWish.IN_PLACE::equals).isEmpty();
        if (wanted.with().isEmpty() && alike) {
            return original.map(session -> session.wanted().beside()).orElse(List.of());
        }
        return wanted.with().stream().map(Wishes::beside).toList();
    }

    private static Beside beside(BesideJson wanted) {
        wanted.name().filter(name -> !Beside.isName(name)).ifPresent(name -> {
            throw new Refusal(ErrorCode.INVALID, "Field 'with.name' is " + Quoted.of(name) + "; use " + Beside.NAMES);
        });
        return new Beside(directory("with.path", wanted.path()).toString(), wanted.name(), wanted.base());
    }

    /** A copy of a conversation is found only where the original's variables lead; what is wanted goes over them. */
    private static Map<String, String> environment(Optional<Session.Launch> original, NewSessionJson wanted) {
        var environment =
                new LinkedHashMap<>(original.map(Session.Launch::environment).orElse(Map.of()));
        environment.putAll(wanted.environment());
        return environment;
    }

    private static WorkspacePlan.Kind kind(WorkspaceWish wish) {
        return switch (wish) {
            case AUTOMATIC -> WorkspacePlan.Kind.AUTOMATIC;
            case WORKTREE -> WorkspacePlan.Kind.WORKTREE;
            case CLONE -> WorkspacePlan.Kind.CLONE;
            case IN_PLACE -> WorkspacePlan.Kind.IN_PLACE;
        };
    }

    /** A path of the caller's. It must be absolute: the daemon does not stand where the caller stands. */
    static Path directory(String field, String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refusal(ErrorCode.INVALID, "Field '" + field + "' is " + Quoted.of(text) + "; it is not a path");
        }
        if (!path.isAbsolute()) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "Field '" + field + "' is " + Quoted.of(text)
                            + "; give an absolute path, the daemon does not know your directory");
        }
        return path.normalize();
    }
}
