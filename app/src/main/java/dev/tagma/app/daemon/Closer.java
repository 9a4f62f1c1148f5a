package dev.tagma.app.daemon;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, in reverse; one failure does not keep the rest from being closed. */
final class Closer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Closer.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception failed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Closing " + resource.getClass().getSimpleName() + " failed",
                        failed);
            }
        }
    }
}
