package dev.tagma.adapters.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Tells of changes in directories, by one kernel watch for all. A directory that does not exist yet is waited for at its
 * nearest existing ancestor; one that is deleted is waited for again. Where the kernel refuses a watch, as it does when
 * its user has too many, the listener is told and it is tried again, less and less often.
 *
 * <p>Listeners are told on a thread of their own each, one call at a time, and look for themselves what changed: a call
 * means "look again", and calls that came meanwhile are one.
 */
public final class FileWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FileWatch.class.getName());

    /** Watches of a user are freed by whoever has them; nothing tells of that. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    private final Kernel kernel;
    private final WatchService service;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("file-watch-retry").factory());
    private final Map<Path, Registered> registered = new HashMap<>();
    private final Map<WatchKey, Path> keys = new HashMap<>();
    private final Thread thread;

    private record Registered(WatchKey key, Set<Watch> watches) {}

    /** Where directories are registered. */
    @FunctionalInterface
    public interface Kernel {

        WatchKey register(Path directory, WatchService service) throws IOException;
    }

    public FileWatch() {
        this((directory, service) -> directory.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE));
    }

    /** A watch over another kernel, which may refuse. */
    public FileWatch(Kernel kernel) {
        this.kernel = kernel;
        try {
            service = FileSystems.getDefault().newWatchService();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Files cannot be watched (" + failed.getMessage()
                            + "): end programs that watch files, or raise fs.inotify.max_user_instances with sysctl",
                    failed);
        }
        thread = Thread.ofPlatform().daemon().name("file-watch").start(this::run);
    }

    /**
     * Calls {@code look} now and after every change in the directory, until the watch is closed.
     *
     * @param directory need not exist
     */
    public Watch watch(Path directory, Runnable look, Sight sight) {
        return watch(directory, file -> true, look, sight);
    }

    /**
     * The same for one of many who share a directory, each with a file of its own in it: called after every change of what
     * the directory holds, but not after every change inside a file.
     *
     * @param concerned whether a change inside the file of this name matters; asked on the thread that tells all
     */
    public Watch watch(Path directory, Predicate<Path> concerned, Runnable look, Sight sight) {
        Watch watch = new Watch(directory.toAbsolutePath().normalize(), concerned, look, sight);
        attach(watch);
        watch.wake();
        return watch;
    }

    /** Registers at the directory or its nearest existing ancestor; a nearer one that appears meanwhile is not missed. */
    private synchronized void attach(Watch watch) {
        if (watch.closed) {
            return;
        }
        Path nearest = nearest(watch.directory);
        while (true) {
            Optional<IOException> refused = register(nearest, watch);
            Path now = nearest(watch.directory);
            if (now.equals(nearest)) {
                refused.ifPresentOrElse(why -> refused(watch, why), watch::sees);
                return;
            }
            if (refused.isEmpty()) {
                detach(watch);
            }
            nearest = now;
        }
    }

    private void refused(Watch watch, IOException why) {
        LOG.log(System.Logger.Level.DEBUG, () -> "Cannot watch " + watch.directory + ": " + why);
        Duration pause = watch.blind(
                watch.directory + " cannot be watched: " + (why.getMessage() == null ? why : why.getMessage()));
        if (!retries.isShutdown()) {
            Future<?> _ = retries.schedule(() -> attach(watch), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Path nearest(Path directory) {
        Path at = directory;
        while (at.getParent() != null && !Files.isDirectory(at)) {
            at = at.getParent();
        }
        return at;
    }

    /** Empty when it is registered; otherwise why not. */
    private Optional<IOException> register(Path directory, Watch watch) {
        try {
            Registered entry = registered.get(directory);
            if (entry == null) {
                WatchKey key = kernel.register(directory, service);
                entry = new Registered(key, new CopyOnWriteArraySet<>());
                registered.put(directory, entry);
                keys.put(key, directory);
            }
            entry.watches().add(watch);
            watch.attachedTo = directory;
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(refused);
        }
    }

    private synchronized void detach(Watch watch) {
        Registered entry = registered.get(watch.attachedTo);
        if (entry != null) {
            entry.watches().remove(watch);
            if (entry.watches().isEmpty()) {
                entry.key().cancel();
                keys.remove(entry.key());
                registered.remove(watch.attachedTo);
            }
        }
    }

    private synchronized void leave(Watch watch) {
        watch.closed = true;
        detach(watch);
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                List<WatchEvent<?>> events = key.pollEvents();
                boolean valid = key.reset();
                told(key, events, valid);
            }
        } catch (InterruptedException | ClosedWatchServiceException over) {
            LOG.log(System.Logger.Level.DEBUG, "File watch ends");
        }
    }

    private void told(WatchKey key, List<WatchEvent<?>> events, boolean valid) {
        Set<Watch> wake = new HashSet<>();
        synchronized (this) {
            Path directory = keys.get(key);
            if (directory == null) {
                return;
            }
            Registered entry = registered.get(directory);
            Set<Watch> watches = entry == null ? Set.of() : Set.copyOf(entry.watches());
            if (!valid) {
                keys.remove(key);
                registered.remove(directory);
            }
            for (Watch watch : watches) {
                boolean own = watch.directory.equals(directory);
                if (!valid || !own) {
                    detach(watch);
                    attach(watch);
                }
                if (own ? !valid || watch.concerns(events) : !valid || Files.isDirectory(watch.directory)) {
                    wake.add(watch);
                }
            }
        }
        if (!events.isEmpty() || !valid) {
            wake.forEach(Watch::wake);
        }
    }

    @Override
    public void close() {
        retries.shutdownNow();
        try {
            service.close();
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.DEBUG, "Closing the file watch failed", failed);
        }
        thread.interrupt();
    }

    /** One listener; ends with {@link #close}. */
    public final class Watch implements AutoCloseable {

        private final Path directory;
        private final Predicate<Path> concerned;
        private final Runnable look;
        private final Sight sight;
        private final ExecutorService executor = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("watch-", 0).factory());
        private volatile Path attachedTo;
        private volatile boolean closed;
        private Duration retry = Duration.ZERO;
        private boolean waking;

        private Watch(Path directory, Predicate<Path> concerned, Runnable look, Sight sight) {
            this.directory = directory;
            this.concerned = concerned;
            this.look = look;
            this.sight = sight;
            this.attachedTo = directory;
        }

        /** Changes are not told any more; returns when to try again. */
        private Duration blind(String reason) {
            if (retry.isZero()) {
                tell(() -> sight.lost(reason));
            }
            Duration twice = retry.multipliedBy(2);
            retry = retry.isZero() ? FIRST_RETRY : twice.compareTo(LAST_RETRY) < 0 ? twice : LAST_RETRY;
            return retry;
        }

        /** Changes are told; if they were not, what came meanwhile is looked at. */
        private void sees() {
            if (!retry.isZero()) {
                retry = Duration.ZERO;
                tell(sight::restored);
                wake();
            }
        }

        private synchronized void tell(Runnable what) {
            if (!executor.isShutdown()) {
                executor.execute(what);
            }
        }

        /** Events that were lost have no file and concern everybody. */
        private boolean concerns(List<WatchEvent<?>> events) {
            return events.stream()
                    .anyMatch(event -> !event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY)
                            || !(event.context() instanceof Path file)
                            || concerned.test(file));
        }

        /** Has the listener look again. */
        public void wake() {
            synchronized (this) {
                if (waking || executor.isShutdown()) {
                    return;
                }
                waking = true;
            }
            executor.execute(this::run);
        }

        private void run() {
            synchronized (this) {
                waking = false;
            }
            try {
                look.run();
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.WARNING, "Looking at " + directory + " failed", failed);
            }
        }

        /** Ends the watch; a call that is under way ends first or is abandoned. */
        @Override
        public void close() {
            leave(this);
            synchronized (this) {
                executor.shutdown();
            }
        }
    }
}
