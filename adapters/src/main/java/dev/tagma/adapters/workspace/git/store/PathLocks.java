package dev.tagma.adapters.workspace.git.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each path, among the threads of this process. */
public final class PathLocks {

    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Waits until no other thread holds the path, and holds it until what is returned is closed. */
    public Hold hold(Path path) {
        ReentrantLock lock = locks.computeIfAbsent(path, key -> new ReentrantLock());
        lock.lock();
        return lock::unlock;
    }

    /** To be closed by the thread that holds. */
    public interface Hold extends AutoCloseable {

        @Override
        void close();
    }
}
