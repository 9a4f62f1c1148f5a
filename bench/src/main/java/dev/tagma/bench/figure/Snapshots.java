package dev.tagma.bench.figure;

import dev.tagma.adapters.workspace.git.GitWorkspaces;
import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.testkit.contract.StoreSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** How long the snapshot at a turn's begin and end takes in a tree of ten thousand files. */
public final class Snapshots implements Figure {

    private static final int FILES = 10_000;
    private static final int CHANGED = 100;
    private static final int TIMES = 5;

    @Override
    public void measure(Report report) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("tagma-bench-snapshots-");
        try {
            Path tree = Files.createDirectories(root.resolve("tree"));
            for (int number = 0; number < FILES; number++) {
                write(tree, number, 0);
            }
            new ProcessBuilder("git", "init", "-q", tree.toString()).start().waitFor();
            GitWorkspaces workspaces = new GitWorkspaces(
                    root.resolve("worktrees"),
                    root.resolve("state"),
                    System.getenv(),
                    Clock.systemUTC(),
                    Checkpoint.INERT);
            SessionId session = StoreSamples.sessionId(1);
            Workspace workspace = workspaces.create(new WorkspacePlan(
                    session, WorkspacePlan.Kind.IN_PLACE, tree, "tree", Optional.empty(), Optional.empty()));
            Samples first = new Samples();
            Samples same = new Samples();
            Samples changed = new Samples();
            take(first, workspaces, session, workspace, "turn-1-start");
            for (int time = 0; time < TIMES; time++) {
                take(same, workspaces, session, workspace, "same-" + time);
                for (int number = 0; number < CHANGED; number++) {
                    write(tree, number, time + 1);
                }
                take(changed, workspaces, session, workspace, "changed-" + time);
            }
            report.add(Row.told("snapshot of 10,000 files, the first", Samples.millis(first.median())));
            report.add(Row.told("the same, nothing changed", Samples.millis(same.median())));
            report.add(Row.told("the same, 100 files changed", Samples.millis(changed.median())));
        } finally {
            try (Stream<Path> files = Files.walk(root)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void write(Path tree, int number, int version) throws IOException {
        Path directory = Files.createDirectories(tree.resolve("part-" + number / 100));
        Files.writeString(
                directory.resolve("file-" + number + ".txt"), (number + " in version " + version + "\n").repeat(40));
    }

    private static void take(
            Samples samples, GitWorkspaces workspaces, SessionId session, Workspace workspace, String label) {
        long begun = System.nanoTime();
        workspaces.snapshot(session, workspace, label);
        samples.addNanos(System.nanoTime() - begun);
    }
}
