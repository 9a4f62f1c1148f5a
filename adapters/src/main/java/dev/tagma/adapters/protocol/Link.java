package dev.tagma.adapters.protocol;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.TerminalException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the conversation goes on: what the agent says comes in here, what is said to it goes out here, one
 * thing at a time. The next state is kept before anything in it is said, and what is said has a number, so that a crash
 * at any point neither loses nor repeats a word. What cannot be kept or said is tried again until it can.
 */
public final class Link<S extends Kept<S>> {

    private static final System.Logger LOG = System.getLogger(Link.class.getName());

    /** A longer line is no message. */
    private static final int LONGEST_LINE = 64 << 20;

    /** How much of what the agent writes to its errors is kept. */
    private static final long ERRORS_KEPT = 1 << 20;

    /** A disk that is full may have room again without anything else changing. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final StateFile<S> file;
    private final Hearing<S> hearing;
    private final Telling<S> telling;
    private final Observer observer;
    private final Pulse seen;
    private final BiConsumer<Duration, Runnable> later;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile S state;
    private volatile @Nullable DetachedProcess process;
    private @Nullable OutputLines lines;
    private boolean over;
    private boolean closed;
    private boolean broken;
    private boolean retrying;
    private Duration pause = FIRST_PAUSE;

    /** @param later runs what is given to it after a pause, on any thread */
    public Link(
            S state,
            StateFile<S> file,
            Hearing<S> hearing,
            Telling<S> telling,
            Observer observer,
            Pulse seen,
            BiConsumer<Duration, Runnable> later) {
        this.later = later;
        this.state = state;
        this.file = file;
        this.hearing = hearing;
        this.telling = telling;
        this.observer = observer;
        this.seen = seen;
    }

    public S state() {
        return state;
    }

    public Optional<DetachedProcess> process() {
        return Optional.ofNullable(process);
    }

    /** A new process is to be started: this is what it will be told first. */
    void prepare(S fresh) {
        lock.lock();
        try {
            process = null;
            lines = null;
            hearing.forget();
            file.write(fresh);
            state = fresh;
        } catch (UncheckedIOException unkept) {
            throw notKept(unkept);
        } finally {
            lock.unlock();
        }
    }

    /** Goes on with this process where the state says: tells all there is to know, and takes in what it has said since. */
    void attach(DetachedProcess found) {
        attach(found, false);
    }

    /** The same with one that has ended: nothing is said to it any more. */
    void attachEnded(DetachedProcess found) {
        attach(found, true);
    }

    private void attach(DetachedProcess found, boolean ended) {
        lock.lock();
        try {
            process = found;
            over = ended;
            lines = new OutputLines(found, state.read(), LONGEST_LINE);
            hearing.forget();
            telling.of(found.process());
            telling.all(state).forEach(observer::observed);
            hear();
        } finally {
            lock.unlock();
        }
    }

    /** Says what is still to be said and takes in what the agent has said up to now; what fails of it is tried again. */
    void hear() {
        lock.lock();
        try {
            DetachedProcess here = process;
            if (closed || lines == null || here == null) {
                return;
            }
            try {
                say();
                hear(here, lines);
                if (broken && (over || state.outbox().isEmpty())) {
                    mended();
                }
            } catch (RuntimeException failed) {
                lines = new OutputLines(here, state.read(), LONGEST_LINE);
                hearing.forget();
                breaks("what it says cannot be taken in", failed);
            }
        } finally {
            lock.unlock();
        }
    }

    private void hear(DetachedProcess here, OutputLines from) {
        from.read(line -> understood(line).ifPresent(this::keep));
        hearing.pause(state).ifPresent(this::keep);
        here.consumed(Output.STANDARD, state.read());
        here.consumed(Output.ERRORS, here.size(Output.ERRORS) - ERRORS_KEPT);
        endFailed(here);
    }

    /** A line that nothing can be made of would be as odd the next time: it does not keep the others from being heard. */
    private Optional<Change<S>> understood(Line line) {
        try {
            return hearing.heard(state, line);
        } catch (UncheckedIOException | TerminalException notNow) {
            throw notNow;
        } catch (RuntimeException odd) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An agent's line is passed over: "
                            + Messages.malformed("", line.text()).beginning(),
                    odd);
            return Optional.of(hearing.notUnderstood(state, line));
        }
    }

    /** What could not be kept or said once: facts are not sure until it could be. */
    private void breaks(String what, RuntimeException failed) {
        LOG.log(System.Logger.Level.WARNING, "The conversation with an agent is held up: " + what, failed);
        broken = true;
        observer.observed(
                new Observation.CarrierChanged(Source.PROTOCOL, new Carrier.Broken(what + ": " + failed.getMessage())));
        if (!retrying) {
            retrying = true;
            later.accept(pause, this::again);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private void again() {
        lock.lock();
        try {
            retrying = false;
            hear();
        } finally {
            lock.unlock();
        }
    }

    private void mended() {
        broken = false;
        pause = FIRST_PAUSE;
        observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
        telling.all(state).forEach(observer::observed);
    }

    /**
     * Changes the state, says what is to be said in it, and tells what that means. Throws {@link TerminalException} where
     * the state cannot be kept: nothing of it has happened then.
     */
    public <T> T change(Function<Change<S>, T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new TerminalException("The agent is not driven from here any more", true);
            }
            Change<S> change = new Change<>(state, telling);
            T result = work.apply(change);
            keep(change);
            process().ifPresent(this::endFailed);
            return result;
        } catch (UncheckedIOException unkept) {
            throw notKept(unkept);
        } finally {
            lock.unlock();
        }
    }

    private static TerminalException notKept(UncheckedIOException unkept) {
        return new TerminalException(String.valueOf(unkept.getMessage()), true, unkept);
    }

    /** The same for what nobody waits for; does nothing where nothing is driven from here any more. */
    public void apply(Consumer<Change<S>> work) {
        lock.lock();
        try {
            if (!closed) {
                boolean _ = change(change -> {
                    work.accept(change);
                    return true;
                });
            }
        } finally {
            lock.unlock();
        }
    }

    /** The process takes in nothing more and says nothing more, and this is what comes of it. */
    void gone(Consumer<Change<S>> ending) {
        lock.lock();
        try {
            over = true;
            apply(change -> {
                change.to(before -> before.unsaid(notGiven(before.outbox())));
                hearing.gone(change);
                change.to(after -> after.unsaid(List.of()));
                ending.accept(change);
            });
        } finally {
            lock.unlock();
        }
    }

    /** Of a process that cannot be asked nobody knows that it was not given something. */
    private List<Frame> notGiven(List<Frame> outbox) {
        DetachedProcess asked = process;
        long given = asked == null ? Long.MAX_VALUE : asked.lastNumber();
        return outbox.stream().filter(frame -> frame.number() > given).toList();
    }

    private void keep(Change<S> change) {
        if (!change.state().equals(state)) {
            file.write(change.state());
            state = change.state();
            try {
                say();
            } catch (UncheckedIOException | TerminalException unsaid) {
                breaks("what is to be said to it cannot be given", unsaid);
            }
        }
        change.told().forEach(observer::observed);
        seen.beat();
    }

    /** Gives the process what it has not been given. Frames that it has been given before are left out by their numbers. */
    private void say() {
        DetachedProcess to = process;
        if (to == null || over || state.outbox().isEmpty()) {
            return;
        }
        for (Frame frame : state.outbox()) {
            boolean _ = to.write(frame.number(), Messages.bytes(frame.text()));
        }
        state = state.unsaid(List.of());
    }

    /** An agent with which nothing can be begun is not left behind. */
    private void endFailed(DetachedProcess failed) {
        if (state.failure().isPresent()) {
            failed.signal("KILL");
        }
    }

    /** Tells something that changes nothing here. */
    void tell(Observation observation) {
        observer.observed(observation);
    }

    /** Nothing is heard, said, kept or told from here any more; another may go on where this one stopped. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
