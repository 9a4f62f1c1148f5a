package dev.tagma.adapters.runtime.pipe;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.Sight;
import dev.tagma.adapters.proc.EndWatch;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.Terminal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells one listener what a process does. Its looks come one at a time. */
final class Told implements Sight, Terminal.Subscription {

    private final PipeProcess process;
    private final ProcessListener listener;
    private boolean ended;
    private volatile FileWatch.@Nullable Watch watching;
    private volatile List<EndWatch.Following> following = List.of();
    private volatile boolean closed;

    Told(PipeProcess process, ProcessListener listener) {
        this.process = process;
        this.listener = listener;
    }

    void begin(FileWatch watch, Path directory) {
        watching = watch.watch(directory, Place::tells, this::look, this);
    }

    /** What was written before the end is there when the end is seen, so it is told first. */
    private void look() {
        if (ended || closed) {
            return;
        }
        Liveness how = process.liveness();
        listener.wrote();
        ended = switch (how) {
            case Liveness.Dead dead -> true;
            case Liveness.Gone gone -> true;
            case Liveness.Alive alive -> false;
            case Liveness.Unknown unknown -> false;
        };
        if (ended) {
            listener.ended(how);
        }
    }

    /** Those of whose end it is woken. */
    void follow(List<EndWatch.Following> processes) {
        following = List.copyOf(processes);
        if (closed) {
            processes.forEach(EndWatch.Following::close);
        }
    }

    void wake() {
        FileWatch.Watch current = watching;
        if (current != null && !closed) {
            current.wake();
        }
    }

    @Override
    public void lost(String reason) {
        listener.lost(reason);
    }

    @Override
    public void restored() {
        listener.restored();
    }

    @Override
    public void close() {
        closed = true;
        following.forEach(EndWatch.Following::close);
        FileWatch.Watch current = watching;
        if (current != null) {
            current.close();
        }
    }
}
