package dev.tagma.cli.daemon;

import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.PrivateDirectory;
import dev.tagma.wire.home.StartLine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Starts the daemon of a home as a process of its own that outlives this one. */
final class DaemonStart {

    /** A daemon is ready within seconds even with a large store on a busy machine; one that is not has a trouble to tell. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What the daemon's process wrote to stderr is little; beyond this it is moved aside at the next start. */
    private static final long OUTPUT_LIMIT = 4 * 1024 * 1024;

    private static final int LAST_LINES = 10;

    private final Home home;
    private final DaemonCommand command;
    private final Runnable starting;

    /** @param starting called when it turns out that a daemon must be started, by us or by who is faster */
    DaemonStart(Home home, DaemonCommand command, Runnable starting) {
        this.home = home;
        this.command = command;
        this.starting = starting;
    }

    /**
     * Starts a daemon, unless another process does so at the same time: then its daemon is the one.
     *
     * @param watch tells whether a daemon listens
     * @return the socket it listens on
     */
    Path start(SocketWatch watch) {
        Deadline deadline = Deadline.after(LIMIT);
        try {
            PrivateDirectory.make(home.state());
            PrivateDirectory.make(home.runtime());
            starting.run();
            Optional<StartLock> lock = StartLock.take(home.startLock(), deadline);
            if (lock.isEmpty()) {
                return elsewhere(watch, deadline);
            }
            try (StartLock _ = lock.get()) {
                Optional<Path> meanwhile = watch.await(Deadline.after(Duration.ZERO));
                return meanwhile.isPresent() ? meanwhile.get() : startAlone(watch, deadline);
            }
        } catch (IOException impossible) {
            throw cannotStart(impossible);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.of(Exit.TRANSPORT, "interrupted while starting the daemon", cancelled);
        }
    }

    private static Failure cannotStart(IOException impossible) {
        String reason = impossible.getMessage();
        return Failure.of(
                Exit.TRANSPORT,
                "the daemon cannot be started: " + (reason == null ? impossible.toString() : reason),
                impossible);
    }

    private Path startAlone(SocketWatch watch, Deadline deadline) throws IOException, InterruptedException {
        Path output = home.daemonOutput();
        setAside(output);
        long before = Files.exists(output) ? Files.size(output) : 0;
        Process process = spawn(ProcessBuilder.Redirect.appendTo(output.toFile()));
        return switch (startLine(process, deadline)) {
            case Said(StartLine.Ready(Path socket)) -> socket;
            case Said(StartLine.Busy _) -> elsewhere(watch, deadline);
            case Silent _ ->
                throw Failure.of(
                        Exit.TRANSPORT,
                        "the daemon (process %d) is not ready after %d s; its log is %s, kill it if it hangs"
                                .formatted(process.pid(), LIMIT.toSeconds(), output));
            case Ended _ -> throw died(process, output, before);
        };
    }

    /**
     * Runs a daemon as a child of this process until it ends.
     *
     * @param ready told the socket as soon as it listens
     * @return its exit code
     */
    int runHere(Consumer<Path> ready) {
        try {
            PrivateDirectory.make(home.state());
            PrivateDirectory.make(home.runtime());
            Process process = begunHere(ready);
            // It is in a session of its own, which no key reaches: whoever ends us ends it.
            Thread ending = Thread.ofPlatform().name("ends the daemon").unstarted(() -> end(process));
            Runtime.getRuntime().addShutdownHook(ending);
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
            return exit;
        } catch (IOException impossible) {
            throw cannotStart(impossible);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.of(Exit.TRANSPORT, "interrupted while the daemon ran", cancelled);
        }
    }

    private Process begunHere(Consumer<Path> ready) throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(LIMIT);
        Optional<StartLock> lock = StartLock.take(home.startLock(), deadline);
        if (lock.isEmpty()) {
            throw runsAlready();
        }
        try (StartLock _ = lock.get()) {
            Process process = spawn(ProcessBuilder.Redirect.INHERIT);
            switch (startLine(process, deadline)) {
                case Said(StartLine.Ready(Path socket)) -> ready.accept(socket);
                case Said(StartLine.Busy _) -> throw runsAlready();
                case Silent _ -> {
                    process.destroyForcibly();
                    throw Failure.of(
                            Exit.TRANSPORT,
                            "the daemon was not ready after %d s and was ended".formatted(LIMIT.toSeconds()));
                }
                case Ended _ ->
                    throw Failure.failed("the daemon ended with exit code %d before it was ready; it says why above"
                            .formatted(process.waitFor()));
            }
            return process;
        }
    }

    private Failure runsAlready() {
        return Failure.failed(
                "a daemon of %s runs already: tagma down ends it, its agents go on".formatted(home.state()));
    }

    /** As a signal does; then this process has ended as it was told to. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(Exit.OK.code());
    }

    private static void setAside(Path output) throws IOException {
        if (Files.exists(output) && Files.size(output) > OUTPUT_LIMIT) {
            Files.move(output, output.resolveSibling(output.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Process spawn(ProcessBuilder.Redirect log) throws IOException {
        var builder = new ProcessBuilder(command.words());
        builder.environment().clear();
        builder.environment().putAll(command.allowed());
        builder.directory(new File("/"));
        builder.redirectInput(new File("/dev/null"));
        builder.redirectError(log);
        return builder.start();
    }

    /** What became of waiting for the start line. */
    private sealed interface Outcome {}

    private record Said(StartLine line) implements Outcome {}

    /** It closed its output without a start line: it has ended or is about to. */
    private record Ended() implements Outcome {}

    private record Silent() implements Outcome {}

    private static Outcome startLine(Process process, Deadline deadline) throws InterruptedException {
        var heard = new CompletableFuture<Outcome>();
        Thread.ofVirtual().name("start line").start(() -> heard.complete(read(process)));
        try {
            return heard.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return new Silent();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("The start line's reader failed", broken);
        }
    }

    private static Outcome read(Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<StartLine> start = StartLine.parse(line);
                if (start.isPresent()) {
                    return new Said(start.get());
                }
            }
            return new Ended();
        } catch (IOException broken) {
            return new Ended();
        }
    }

    /** Somebody else's daemon holds the lock: it listens, or will soon. */
    private Path elsewhere(SocketWatch watch, Deadline deadline) throws IOException, InterruptedException {
        return watch.await(deadline)
                .orElseThrow(() -> Failure.of(
                        Exit.TRANSPORT,
                        "another daemon holds %s and does not listen on %s: see %s, kill it if it hangs"
                                .formatted(home.daemonLock(), home.socket(), home.daemonOutput())));
    }

    private static Failure died(Process process, Path output, long before) throws IOException, InterruptedException {
        // Its output has ended; unless it closed that by itself, it is gone in a moment.
        boolean gone = process.waitFor(5, TimeUnit.SECONDS);
        String end = gone ? "ended with exit code " + process.exitValue() : "closed its output";
        List<String> last = lastLines(output, before);
        return Failure.of(
                        Exit.TRANSPORT,
                        "the daemon %s before it was ready; %s %s"
                                .formatted(end, last.isEmpty() ? "it left nothing in" : "the end of", output))
                .with(last);
    }

    private static List<String> lastLines(Path output, long before) throws IOException {
        try (var in = Files.newInputStream(output)) {
            in.skipNBytes(before);
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        }
    }
}
