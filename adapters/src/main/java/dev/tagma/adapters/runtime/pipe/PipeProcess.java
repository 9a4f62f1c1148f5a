package dev.tagma.adapters.runtime.pipe;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.proc.EndWatch;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A process whose streams are the files of its place. */
final class PipeProcess implements DetachedProcess {

    private final TerminalHandle handle;
    private final Place place;
    private final FileWatch watch;
    private final EndWatch ends;
    private final Inlet inlet;
    private final Reclaim reclaim;
    private final Crew crew;
    private final Consumer<PipeProcess> forgotten;

    /** @param forgotten is told when it was destroyed */
    PipeProcess(
            TerminalHandle handle,
            Place place,
            FileWatch watch,
            EndWatch ends,
            Reclaim reclaim,
            Checkpoint checkpoint,
            Consumer<PipeProcess> forgotten)
            throws IOException {
        this.handle = handle;
        this.place = place;
        this.watch = watch;
        this.ends = ends;
        this.reclaim = reclaim;
        this.inlet = new Inlet(place, checkpoint);
        this.crew = new Crew(place);
        this.forgotten = forgotten;
    }

    @Override
    public TerminalHandle handle() {
        return handle;
    }

    @Override
    public Liveness liveness() {
        Optional<ProcessKey> group = place.group();
        if (group.isEmpty()) {
            return Files.isDirectory(place.directory())
                    ? new Liveness.Unknown("it is only being started")
                    : new Liveness.Gone("it was removed");
        }
        if (place.exitCode().isPresent()) {
            return new Liveness.Dead(place.exitCode());
        }
        Optional<ProcessKey> program = place.agent();
        if (program.filter(Processes::runs).isPresent()) {
            return new Liveness.Alive(program.get().pid());
        }
        if (Processes.runs(group.get()) && (program.isEmpty() || !crew.unnoted())) {
            // It begins, or its exit code is just being noted.
            return new Liveness.Unknown("its launcher runs, and it does not");
        }
        OptionalInt noted = place.exitCode();
        return new Liveness.Dead(noted);
    }

    @Override
    public Optional<ProcessKey> process() {
        return place.agent().filter(Processes::runs);
    }

    @Override
    public boolean write(long number, byte[] frame) {
        try {
            boolean written = inlet.write(number, frame);
            place.feeder().ifPresent(feeder -> reclaim.before(place.input(), Reclaim.readBy(feeder, place.input())));
            return written;
        } catch (IOException failed) {
            throw new TerminalException("Nothing can be given to " + handle.name() + ": " + failed, true, failed);
        }
    }

    @Override
    public long lastNumber() {
        return inlet.lastNumber();
    }

    @Override
    public int read(Output which, long offset, ByteBuffer into) {
        try (FileChannel channel = FileChannel.open(place.output(which), StandardOpenOption.READ)) {
            return Math.max(0, channel.read(into, offset));
        } catch (NoSuchFileException removed) {
            return 0;
        } catch (IOException failed) {
            throw new TerminalException("What " + handle.name() + " wrote cannot be read: " + failed, false, failed);
        }
    }

    @Override
    public long size(Output which) {
        try {
            return Files.size(place.output(which));
        } catch (IOException removed) {
            return 0;
        }
    }

    @Override
    public void consumed(Output which, long offset) {
        reclaim.before(place.output(which), offset);
    }

    @Override
    public void signal(String name) {
        try {
            crew.signal(name);
        } catch (IOException failed) {
            throw new TerminalException(
                    handle.name() + " cannot be sent the signal " + name + ": " + failed, true, failed);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        try {
            if (!crew.kill()) {
                throw new TerminalException(handle.name() + " was killed and has not ended yet", true);
            }
            place.clear();
            Stream.of(place.input(), place.output(Output.STANDARD), place.output(Output.ERRORS))
                    .forEach(reclaim::forget);
        } catch (IOException failed) {
            throw new TerminalException("The files of " + handle.name() + " cannot be removed: " + failed, false);
        }
        forgotten.accept(this);
    }

    @Override
    public Terminal.Subscription subscribe(ProcessListener listener) {
        Told told = new Told(this, listener);
        told.begin(watch, place.directory());
        // Whoever kills the launcher keeps it from noting how the program ended.
        told.follow(crew.onEnd(ends, told::wake));
        return told;
    }
}
