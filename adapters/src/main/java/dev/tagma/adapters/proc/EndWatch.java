package dev.tagma.adapters.proc;

import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells at once that processes have ended, whoever's children they are: one thread waits for the kernel to say so of all, and
 * nothing is looked at meanwhile. Where the kernel does not know how, or refuses, Java's own looking must do.
 */
public final class EndWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EndWatch.class.getName());

    /** Not the key of a process: the watch is to end. */
    private static final int OVER = 0;

    private final Map<Integer, Followed> followed = new HashMap<>();
    private @Nullable Kernel kernel;
    private int lastKey = OVER;
    private boolean closed;

    private record Followed(int descriptor, Runnable ended) {}

    private record Kernel(ProcessDescriptors calls, int place, int over) {}

    /** Ends with {@link #close}; what it tells may still come while that is called. */
    @FunctionalInterface
    public interface Following extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Runs it once when the process has ended, at once where it has already.
     *
     * @param ended returns soon: one thread tells of all processes
     */
    public Following follow(ProcessKey process, Runnable ended) {
        Optional<Following> following;
        try {
            following = throughKernel(process, ended);
        } catch (IOException | LinkageError | RuntimeException refused) {
            LOG.log(System.Logger.Level.DEBUG, "The kernel does not tell of the end of " + process.pid(), refused);
            following = byLooking(process, ended);
        }
        return following.orElseGet(() -> {
            ended.run();
            return () -> {};
        });
    }

    /** How many are followed. */
    synchronized int followed() {
        return followed.size();
    }

    /** None when it has ended. */
    private synchronized Optional<Following> throughKernel(ProcessKey process, Runnable ended) throws IOException {
        if (!Processes.runs(process)) {
            return Optional.empty();
        }
        Kernel at = kernel();
        int descriptor = at.calls().open(process.pid());
        int key = ++lastKey;
        followed.put(key, new Followed(descriptor, ended));
        // From here on the descriptor means one process, and this tells whether that is the right one.
        if (!Processes.runs(process)) {
            Runnable _ = leave(key);
            return Optional.empty();
        }
        try {
            at.calls().add(at.place(), descriptor, key);
        } catch (IOException refused) {
            Runnable _ = leave(key);
            throw refused;
        }
        return Optional.of(() -> {
            Runnable _ = leave(key);
        });
    }

    private static Optional<Following> byLooking(ProcessKey process, Runnable ended) {
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        if (handle.isEmpty() || !Processes.runs(process)) {
            return Optional.empty();
        }
        CompletableFuture<Void> looking = handle.get().onExit().thenRun(ended);
        return Optional.of(() -> {
            boolean _ = looking.cancel(false);
        });
    }

    private Kernel kernel() throws IOException {
        if (closed) {
            throw new IOException("the watch is closed");
        }
        Kernel known = kernel;
        if (known == null) {
            ProcessDescriptors calls = new ProcessDescriptors();
            Kernel made = new Kernel(calls, calls.waitingPlace(), calls.signal());
            calls.add(made.place(), made.over(), OVER);
            Thread _ = Thread.ofPlatform().daemon().name("process-ends").start(() -> run(made));
            kernel = made;
            return made;
        }
        return known;
    }

    /** Returns what to run; nothing when it was left already. */
    private synchronized Runnable leave(int key) {
        Followed left = followed.remove(key);
        Kernel at = kernel;
        if (left == null || at == null) {
            return () -> {};
        }
        try {
            at.calls().close(left.descriptor());
        } catch (IOException refused) {
            LOG.log(System.Logger.Level.DEBUG, "A descriptor of a process cannot be closed", refused);
        }
        return left.ended();
    }

    private void run(Kernel at) {
        try {
            for (int key = at.calls().await(at.place());
                    key != OVER;
                    key = at.calls().await(at.place())) {
                told(key);
            }
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.ERROR, "Nothing tells of the end of processes any more", broken);
        }
        release(at);
    }

    private void told(int key) {
        try {
            leave(key).run();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "Telling that a process has ended failed", failed);
        }
    }

    private synchronized void release(Kernel at) {
        Set.copyOf(followed.keySet()).forEach(this::leave);
        kernel = null;
        try {
            at.calls().close(at.over());
            at.calls().close(at.place());
        } catch (IOException refused) {
            LOG.log(System.Logger.Level.DEBUG, "The watch for ends of processes cannot be closed", refused);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Kernel at = kernel;
        if (at != null) {
            try {
                at.calls().raise(at.over());
            } catch (IOException refused) {
                LOG.log(System.Logger.Level.DEBUG, "The watch for ends of processes goes on", refused);
            }
        }
    }
}
