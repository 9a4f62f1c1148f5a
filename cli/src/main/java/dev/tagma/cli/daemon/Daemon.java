package dev.tagma.cli.daemon;

import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.TransportException;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The daemon of a home. Safe for several threads. */
public final class Daemon {

    private final Home home;
    private final DaemonStart start;
    private final SocketWatch watch;

    /** @param starting called when a daemon must be started, to tell the person */
    public Daemon(Home home, DaemonCommand command, Runnable starting) {
        this.home = home;
        this.start = new DaemonStart(home, command, starting);
        this.watch = new SocketWatch(home, this::listening);
    }

    /**
     * Calls the daemon, and starts it where none runs.
     *
     * @throws TransportException when it cannot be spoken with
     * @throws Failure when it cannot be started
     */
    public <T> T call(Function<UnixHttp, T> call) {
        return callIfRunning(call).orElseGet(() -> call.apply(new UnixHttp(start.start(watch))));
    }

    /** Calls the daemon; none when none runs. */
    public <T> Optional<T> callIfRunning(Function<UnixHttp, T> call) {
        return attempt(home.socket(), call).or(() -> announced().flatMap(socket -> attempt(socket, call)));
    }

    public Home home() {
        return home;
    }

    /** The process that holds the lock of the home, as far as its file says; whether it lives is another matter. */
    public Optional<Long> recordedPid() {
        try {
            return Optional.of(Files.readString(home.daemonLock()).strip())
                    .filter(text -> text.matches("[0-9]{1,18}"))
                    .map(Long::valueOf);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** What to do about its process when it hangs, as the end of a sentence; nothing when no process is known. */
    public String ifItHangs() {
        return recordedPid()
                .flatMap(ProcessHandle::of)
                .map(process -> "; if it hangs, end it with kill -9 %d: agents go on".formatted(process.pid()))
                .orElse("");
    }

    /**
     * Runs a daemon as a child of this process until it ends; what it logs goes to this process's standard error. When this
     * process is told to end, the daemon is ended first.
     *
     * @param ready told the socket as soon as it listens
     * @return the daemon's exit code
     */
    public int runHere(Consumer<Path> ready) {
        return start.runHere(ready);
    }

    /** Whether there is a socket on which nobody listens: its daemon was killed. */
    public boolean hasStaleSocket() {
        return Files.exists(home.socket()) && listening().isEmpty();
    }

    /** Removes a socket on which nobody listens, unless a daemon is just being started. */
    public void removeStaleSocket() throws IOException {
        Optional<StartLock> lock = StartLock.take(home.startLock(), Deadline.after(Duration.ofSeconds(5)));
        if (lock.isEmpty()) {
            return;
        }
        try (StartLock _ = lock.get()) {
            if (hasStaleSocket()) {
                Files.deleteIfExists(home.socket());
            }
        }
    }

    private static <T> Optional<T> attempt(Path socket, Function<UnixHttp, T> call) {
        try {
            return Optional.of(call.apply(new UnixHttp(socket)));
        } catch (TransportException failed) {
            if (failed.kind().nobodyListens()) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** Where the daemon says it listens, when its environment led it elsewhere. */
    private Optional<Path> announced() {
        try {
            return Optional.of(Path.of(Files.readString(home.address()).strip()))
                    .filter(socket -> socket.isAbsolute() && !socket.equals(home.socket()));
        } catch (IOException | InvalidPathException none) {
            return Optional.empty();
        }
    }

    private Optional<Path> listening() {
        return callIfRunning(UnixHttp::connect);
    }

    /**
     * Waits after a cut connection until a daemon listens again. One that was killed is started; one that was stopped on
     * purpose is only waited for, since whoever stopped it may want it so.
     *
     * @return whether a daemon listens; otherwise the time is up
     */
    public boolean returns(Deadline deadline) {
        return waiting(() -> {
            if (listening().isPresent()) {
                return true;
            }
            if (Files.exists(home.address())) {
                start.start(watch);
                return true;
            }
            return watch.await(deadline).isPresent();
        });
    }

    /** Waits until a daemon starts or stops, or the time is up: for one that listens and is not able to answer yet. */
    public void changes(Duration atMost) {
        waiting(() -> {
            watch.change(atMost);
            return true;
        });
    }

    private boolean waiting(Waiting waiting) {
        try {
            PrivateDirectory.make(home.state());
            PrivateDirectory.make(home.runtime());
            return waiting.happens();
        } catch (IOException broken) {
            throw Failure.of(Exit.TRANSPORT, "cannot wait for the daemon: " + broken.getMessage(), broken);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.of(Exit.TRANSPORT, "interrupted while waiting for the daemon", cancelled);
        }
    }

    private interface Waiting {
        boolean happens() throws IOException, InterruptedException;
    }
}
