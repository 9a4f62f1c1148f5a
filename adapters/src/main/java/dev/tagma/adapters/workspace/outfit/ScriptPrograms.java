package dev.tagma.adapters.workspace.outfit;

import dev.tagma.adapters.exec.Inherited;
import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.adapters.exec.Signals;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.Holes;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.spi.workspace.ScriptRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs scripts as programs of their own. A run carries a variable by which all that belongs to it is found again, whatever
 * has become of the daemon that began it.
 */
public final class ScriptPrograms implements ScriptRunner {

    /** In the environment of all processes of a run: the session and the role. */
    static final String MARK = "TAGMA_SCRIPT";

    /** A killed process that is not gone by then hangs in the kernel; the run goes on without its end. */
    private static final long KILL_SECONDS = 5;

    private final Map<String, String> environment;
    private final Holes holes;
    private final FileWatch watch;
    private final Programs programs = new Programs();
    private final Signals signals = new Signals();

    /**
     * @param environment the daemon's, of which a script gets what any program does
     * @param watch not closed here
     */
    public ScriptPrograms(Map<String, String> environment, FileWatch watch) {
        this.environment = Map.copyOf(environment);
        this.holes = new Holes(environment);
        this.watch = watch;
    }

    @Override
    public Ended run(Run run) throws InterruptedException {
        String mark = run.session() + ":" + run.role();
        endAll(mark);
        Path file = run.log().resolveSibling(run.role() + ".script");
        try {
            write(file, run.script().text());
            Files.deleteIfExists(run.log());
            write(run.log(), "");
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + file, failed);
        }
        // The output goes to the file itself: what the script leaves running may keep it open for ever.
        var command = new ArrayList<>(
                List.of("/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1", run.log().toString()));
        command.addAll(Interpreter.command(run.script(), file));
        Map<String, String> variables = Inherited.of(environment);
        variables.putAll(run.environment());
        variables.put(MARK, mark);
        boolean over = false;
        try (var _ = new Flood(run.log(), holes, watch)) {
            Outcome outcome = programs.run(
                    Invocation.of(run.directory(), variables, command).withLimit(run.limit()));
            over = outcome instanceof Outcome.Exited;
            return ended(outcome, run.log());
        } finally {
            if (!over) {
                endAll(mark);
            }
        }
    }

    private static Ended ended(Outcome outcome, Path log) {
        String lastLines = new LogFile(log).cutAndEnd();
        return switch (outcome) {
            case Outcome.Exited exited ->
                new Ended(exited.succeeded(), "ended with exit code " + exited.code(), lastLines);
            case Outcome.TimedOut timedOut ->
                new Ended(false, "took longer than " + timedOut.limit().toSeconds() + " s and was ended", lastLines);
            case Outcome.NotStarted(String reason) -> new Ended(false, "could not be started (" + reason + ")", "");
        };
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** Ends all processes of a run, whoever has become their parent. */
    private void endAll(String mark) throws InterruptedException {
        for (long pid : Processes.withVariable(MARK, mark)) {
            try {
                signals.toProcess(pid, "KILL");
                var handle = ProcessHandle.of(pid);
                if (handle.isPresent()) {
                    handle.get().onExit().get(KILL_SECONDS, TimeUnit.SECONDS);
                }
            } catch (IOException | ExecutionException | TimeoutException failed) {
                throw new UncheckedIOException(
                        "Process " + pid + " of a former run cannot be ended: end it, then try again",
                        new IOException(failed));
            }
        }
    }
}
