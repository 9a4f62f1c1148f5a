package dev.tagma.adapters.exec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs helper programs. Each gets a process group of its own where the machine has {@code setsid}, so that a time limit
 * ends its children too; elsewhere the children are found by parentage. Interrupting the caller kills the program.
 */
public final class Programs {

    /** How long the outputs may stay open after the program's end; then the children that hold them are killed. */
    private static final long OUTPUT_GRACE_MILLIS = 1_000;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final boolean ownGroup = Files.isExecutable(SETSID);
    private final Signals signals = new Signals();

    public Outcome run(Invocation invocation) throws InterruptedException {
        Process process;
        try {
            process = start(invocation);
        } catch (IOException e) {
            return new Outcome.NotStarted(String.valueOf(e.getMessage()));
        }
        var output = new CappedOutput(process.getInputStream(), invocation.outputCap());
        var errors = new CappedOutput(process.getErrorStream(), invocation.outputCap());
        Thread.ofPlatform().daemon().name("input").start(() -> feed(process.getOutputStream(), invocation.input()));
        try {
            boolean ended = process.waitFor(invocation.limit().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || !output.awaitEnd(OUTPUT_GRACE_MILLIS) || !errors.awaitEnd(OUTPUT_GRACE_MILLIS)) {
                kill(process);
                output.awaitEnd(OUTPUT_GRACE_MILLIS);
                errors.awaitEnd(OUTPUT_GRACE_MILLIS);
            }
            return ended
                    ? new Outcome.Exited(process.exitValue(), output.soFar(), errors.soFar())
                    : new Outcome.TimedOut(invocation.limit(), output.soFar(), errors.soFar());
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        }
    }

    private Process start(Invocation invocation) throws IOException {
        String program = invocation.command().getFirst();
        if (!Files.isDirectory(invocation.directory())) {
            throw new IOException(
                    "The directory " + invocation.directory() + ", in which to run " + program + ", does not exist");
        }
        List<String> command = new ArrayList<>();
        if (ownGroup) {
            // Under setsid a missing program would be an exit code like any other; say it plainly instead.
            if (Executables.find(program, invocation.environment(), invocation.directory())
                    .isEmpty()) {
                throw new IOException("There is no program '" + program + "' that could be run; PATH is "
                        + invocation.environment().getOrDefault("PATH", "not set"));
            }
            command.add(SETSID.toString());
        }
        command.addAll(invocation.command());
        var builder =
                new ProcessBuilder(command).directory(invocation.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(invocation.environment());
        return builder.start();
    }

    private static void feed(OutputStream stream, String text) {
        try (stream) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program does not want the rest of its input; its exit code tells whether that matters.
            return;
        }
    }

    private void kill(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (ownGroup) {
            try {
                signals.toGroup(process.pid(), "KILL");
            } catch (IOException e) {
                // No shell to be had: the children found by parentage have been killed above.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
