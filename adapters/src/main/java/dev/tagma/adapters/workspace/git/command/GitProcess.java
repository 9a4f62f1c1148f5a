package dev.tagma.adapters.workspace.git.command;

import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running git. Its complaints are collected from the start; it is killed at its limit, and when closed before its end. Its
 * pipes are read and its limit is watched by platform threads: a git may be silent for long, and a blocked read on a virtual
 * thread would keep a carrier from all others, whoever watches the limit among them.
 */
public final class GitProcess implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /** How long what a git wrote may take from its pipe to us, once it has ended. */
    private static final Duration COMPLAINTS_TAKE = Duration.ofSeconds(1);

    /** The same for what counts; longer, since it is nothing without its end. */
    private static final Duration OUTPUT_TAKES = Duration.ofSeconds(30);

    private final String description;
    private final Process process;
    private final Duration limit;
    private final Complaints complaints = new Complaints();
    private final CountDownLatch over = new CountDownLatch(1);
    private final OutputStream input;
    private final InputStream output;
    private boolean fed;
    private volatile boolean late;

    GitProcess(String description, Process process, Duration limit) {
        this.description = description;
        this.process = process;
        this.limit = limit;
        this.input = new BufferedOutputStream(process.getOutputStream(), BUFFER);
        this.output = new BufferedInputStream(process.getInputStream(), BUFFER);
        beside("complaints", () -> complaints.hear(process.getErrorStream()));
        beside("limit", this::killAtLimit);
    }

    /** Standard input, for a caller that writes as it goes. */
    public OutputStream input() {
        return input;
    }

    /** Standard output, for a caller that reads as it goes. */
    public InputStream output() {
        return output;
    }

    /** Writes all of standard input beside the caller, so that a git which answers while it reads never blocks. */
    public void feed(byte[] bytes) {
        fed = true;
        beside("input", () -> {
            try (input) {
                input.write(bytes);
            } catch (IOException e) {
                // A git that has heard enough closes its end; how it ended is what counts.
            }
        });
    }

    /** Reads what is left of standard output and waits for the end. */
    public GitOutput finish() {
        try {
            if (!fed) {
                input.close();
            }
            FutureTask<String> rest =
                    new FutureTask<>(() -> new String(output.readAllBytes(), StandardCharsets.ISO_8859_1));
            beside("output", rest);
            int exit = process.waitFor();
            if (late) {
                throw new WorkspaceException(
                        Kind.FAILED, description + " took longer than " + limit + " and was ended");
            }
            String bytes = rest.get(OUTPUT_TAKES.toNanos(), TimeUnit.NANOSECONDS);
            return new GitOutput(exit, bytes, complaints.heard(COMPLAINTS_TAKE));
        } catch (TimeoutException held) {
            throw new WorkspaceException(
                    Kind.FAILED,
                    description
                            + " has ended, and something that it started keeps its output open: end that, and try again",
                    held);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkspaceException(Kind.FAILED, description + " was interrupted", e);
        } catch (IOException | ExecutionException e) {
            throw failed(e);
        }
    }

    /** A failure of talking with this git, with what it said itself. */
    public WorkspaceException failed(Exception cause) {
        process.destroyForcibly();
        String said = "";
        try {
            said = complaints.heard(COMPLAINTS_TAKE).strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String reason = said.isEmpty() ? String.valueOf(cause.getMessage()) : said;
        return new WorkspaceException(Kind.FAILED, description + " failed: " + reason, cause);
    }

    @Override
    public void close() {
        over.countDown();
        kill();
        try {
            process.getErrorStream().close();
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void beside(String name, Runnable task) {
        Thread.ofPlatform().daemon().name("git-" + name).start(task);
    }

    private void killAtLimit() {
        try {
            if (!over.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                late = true;
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
