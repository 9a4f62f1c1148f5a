package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.confine.Installation;
import dev.tagma.adapters.proc.Pids;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.sandbox.Needs;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a session's program has by itself, where all of a user's have it in common otherwise. */
public final class Belongings {

    private static final String PLACE = "configuration-place";

    private final DriveContext context;

    Belongings(DriveContext context) {
        this.context = context;
    }

    /** The place of its things, decided when the agent is first started. */
    public static ConfigurationPlace place(DriveContext context, Map<String, String> environment) {
        return new ConfigurationPlace(context.directory().resolve(PLACE), environment);
    }

    /** What the program needs wherever it runs: its installation, its directory, and the file that may lie beside that. */
    public static Needs needs(List<String> program, ConfigurationPlace place) {
        Path configuration = new ClaudePaths(place.environment()).configuration();
        boolean beside =
                place.environment().getOrDefault("CLAUDE_CONFIG_DIR", "").isBlank();
        return new Needs(
                Installation.of(program, place.environment(), Path.of("/")),
                Set.of(configuration),
                beside ? Set.of(configuration.resolveSibling(".claude.json")) : Set.of(),
                List.of(),
                false);
    }

    /** The same of a program in a terminal, which tells by hooks and by files that are called by its process. */
    Needs needsInTerminal(List<String> program, ConfigurationPlace place) {
        Needs needs = needs(program, place);
        Set<Path> writable = new HashSet<>(needs.writable());
        writable.add(hooks());
        return new Needs(
                needs.readable(),
                writable,
                needs.files(),
                List.of(new Needs.Own(ownStates(), new ClaudePaths(place.environment()).states())),
                false);
    }

    Path hooks() {
        return context.directory().resolve("hooks");
    }

    private Path ownStates() {
        return context.directory().resolve("states");
    }

    /** Where its state files are to be found. */
    Path states(ClaudePaths paths) {
        return enclosed() ? ownStates() : paths.states();
    }

    /** What its numbers of processes mean. */
    Pids pids() {
        return enclosed() ? ownPids() : Pids.MACHINE;
    }

    /** The same, where the numbers are its own. */
    Optional<Pids> own() {
        return enclosed() ? Optional.of(ownPids()) : Optional.empty();
    }

    private Pids ownPids() {
        return Pids.within("TAGMA_SESSION", context.session().id().toString());
    }

    private boolean enclosed() {
        return context.enclosure().ownNumbers();
    }
}
