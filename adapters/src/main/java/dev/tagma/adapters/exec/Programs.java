package dev.tagma.adapters.exec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs helper programs. A time limit ends a program's children too. Interrupting the caller kills the program. */
public final class Programs {

    /** How long the outputs may stay open after the program's end; then the children that hold them are killed. */
    private static final long OUTPUT_GRACE_MILLIS = 1_000;

    private final OwnGroup group = new OwnGroup();

    public Outcome run(Invocation invocation) throws InterruptedException {
        Process process;
        try {
            process = group.start(invocation.command(), invocation.environment(), invocation.directory());
        } catch (IOException e) {
            return new Outcome.NotStarted(String.valueOf(e.getMessage()));
        }
        var output = new CappedOutput(process.getInputStream(), invocation.outputCap());
        var errors = new CappedOutput(process.getErrorStream(), invocation.outputCap());
        Thread.ofPlatform().daemon().name("input").start(() -> feed(process.getOutputStream(), invocation.input()));
        try {
            boolean ended = process.waitFor(invocation.limit().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || !output.awaitEnd(OUTPUT_GRACE_MILLIS) || !errors.awaitEnd(OUTPUT_GRACE_MILLIS)) {
                group.kill(process);
                output.awaitEnd(OUTPUT_GRACE_MILLIS);
                errors.awaitEnd(OUTPUT_GRACE_MILLIS);
            }
            return ended
                    ? new Outcome.Exited(process.exitValue(), output.soFar(), errors.soFar())
                    : new Outcome.TimedOut(invocation.limit(), output.soFar(), errors.soFar());
        } catch (InterruptedException e) {
            group.kill(process);
            throw e;
        }
    }

    private static void feed(OutputStream stream, String text) {
        try (stream) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program does not want the rest of its input; its exit code tells whether that matters.
            return;
        }
    }
}
