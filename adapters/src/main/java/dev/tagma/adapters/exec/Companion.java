package dev.tagma.adapters.exec;

import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A helper program that stays, and is spoken to over its standard streams. It does not outlive this process: its input ends
 * with it. One that goes on all the same is ended by whoever starts the next one.
 */
public final class Companion implements AutoCloseable {

    private final OwnGroup group;
    private final Process process;

    private Companion(OwnGroup group, Process process) {
        this.group = group;
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param environment the whole environment; nothing is inherited
     */
    public static Companion start(List<String> command, Map<String, String> environment, Path directory)
            throws IOException {
        OwnGroup group = new OwnGroup();
        return new Companion(group, group.start(command, environment, directory));
    }

    /** Ends what a former process of Tagma left running, with its group; does nothing where that process is no more. */
    public static void end(ProcessKey left) {
        if (Processes.find(left.pid()).filter(left::equals).isPresent()) {
            try {
                new Signals().toGroup(left.pid(), "KILL");
            } catch (IOException noShell) {
                ProcessHandle.of(left.pid()).ifPresent(ProcessHandle::destroyForcibly);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public Optional<ProcessKey> process() {
        return Processes.find(process.pid());
    }

    public OutputStream input() {
        return process.getOutputStream();
    }

    public InputStream output() {
        return process.getInputStream();
    }

    public InputStream errors() {
        return process.getErrorStream();
    }

    /** How it ended, in words that follow its name; none where it has not within that time. */
    public Optional<String> awaitEnd(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        int code = process.exitValue();
        return Optional.of(code > 128 ? "was killed by signal " + (code - 128) : "ended with exit code " + code);
    }

    /** Ends it with its children; safe to repeat. */
    @Override
    public void close() {
        group.kill(process);
    }
}
