package dev.tagma.cli.daemon;

import dev.tagma.cli.http.Deadline;
import dev.tagma.wire.home.Home;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for a daemon that somebody else starts, woken by the file system. */
final class SocketWatch {

    /**
     * A socket's file is there a moment before its daemon listens, and no event tells of that moment; the daemon's address
     * file comes after it. So after an event it is asked again this often and so many times, then only the next event counts.
     */
    private static final Duration BETWEEN_BIND_AND_LISTEN = Duration.ofMillis(20);

    private static final int ATTEMPTS = 50;

    private final Home home;
    private final Supplier<Optional<Path>> listening;

    /** @param listening the socket on which a daemon of the home listens, none while none does */
    SocketWatch(Home home, Supplier<Optional<Path>> listening) {
        this.home = home;
        this.listening = listening;
    }

    /** The socket of a daemon that listens; none when there was none in time. */
    Optional<Path> await(Deadline deadline) throws IOException, InterruptedException {
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            watch(home.state(), watch);
            watch(home.runtime(), watch);
            int attempts = 1;
            while (true) {
                Optional<Path> socket = listening.get();
                if (socket.isPresent() || deadline.passed()) {
                    return socket;
                }
                attempts--;
                Duration wait = attempts > 0 ? BETWEEN_BIND_AND_LISTEN : deadline.left();
                WatchKey changed = watch.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
                if (changed != null) {
                    changed.pollEvents();
                    changed.reset();
                    attempts = ATTEMPTS;
                }
            }
        }
    }

    /** Waits until something happens around the socket, or the time is up. */
    void change(Duration atMost) throws IOException, InterruptedException {
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            watch(home.state(), watch);
            watch(home.runtime(), watch);
            watch.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void watch(Path directory, WatchService watch) throws IOException {
        directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    }
}
