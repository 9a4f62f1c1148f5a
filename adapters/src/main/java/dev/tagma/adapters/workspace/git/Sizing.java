package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures workspaces with {@code du}: Java does not tell how much a file has allocated. */
final class Sizing {

    /** A disk that takes longer to look through hangs; then nothing is known of the workspace. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Programs programs = new Programs();
    private final Map<String, String> environment;
    private final Clock clock;

    Sizing(Map<String, String> environment, Clock clock) {
        this.environment =
                Map.of("PATH", environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"), "LC_ALL", "C");
        this.clock = clock;
    }

    /**
     * The directory, and what its repositories keep for it alone; nothing that is mounted in it, and of a clone nothing that is
     * its source's too: taking it away frees none of that.
     */
    DiskUse of(Place place) {
        var command = new ArrayList<>(List.of("du", "-skx", "--"));
        List<String> shared = Stream.concat(Stream.of(place), place.members().stream())
                .flatMap(one -> shared(one).stream())
                .map(Path::toString)
                .toList();
        // A file with several names counts for the place that is named first.
        command.addAll(shared);
        command.add(place.path().toString());
        place.gitRoots().stream()
                .filter(own -> !own.startsWith(place.path()))
                .forEach(own -> command.add(own.toString()));
        return new DiskUse(kilobytes(place.path(), shared, run(command)) * 1024, clock.instant());
    }

    /** The objects to which those of a clone may be links. */
    private static Optional<Path> shared(Place place) {
        boolean clone =
                place.gitRoot().isEmpty() && Files.isDirectory(place.path().resolve(".git"));
        return place.common()
                .filter(common -> clone && !common.startsWith(place.path()))
                .map(common -> common.resolve("objects"))
                .filter(Files::isDirectory);
    }

    private Outcome run(List<String> command) {
        try {
            return programs.run(
                    Invocation.of(Path.of("/"), environment, command).withLimit(LIMIT));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new WorkspaceException(Kind.FAILED, "The measuring was interrupted", cancelled);
        }
    }

    /** An agent may delete what is being looked at; the rest is measured all the same. */
    private static long kilobytes(Path path, List<String> shared, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exited -> {
                List<String> lines = exited.output().text().lines().toList();
                if (lines.isEmpty()) {
                    throw unknown(path, exited.errors().trimmed());
                }
                try {
                    yield lines.stream()
                            .filter(line -> shared.stream().noneMatch(objects -> line.endsWith("\t" + objects)))
                            .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf('\t'))))
                            .sum();
                } catch (NumberFormatException | IndexOutOfBoundsException other) {
                    throw unknown(path, "du says '" + lines.getFirst() + "'");
                }
            }
            case Outcome.TimedOut late -> throw unknown(path, "du took longer than " + late.limit());
            case Outcome.NotStarted(String reason) -> throw unknown(path, reason);
        };
    }

    private static WorkspaceException unknown(Path path, String reason) {
        return new WorkspaceException(Kind.FAILED, "What " + path + " takes of the disk cannot be measured: " + reason);
    }
}
