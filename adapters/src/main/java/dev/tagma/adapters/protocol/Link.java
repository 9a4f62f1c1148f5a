package dev.tagma.adapters.protocol;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.TerminalException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the conversation goes on: what the agent says comes in here, what is said to it goes out here, one
 * thing at a time. The next state is kept before anything in it is said, and what is said has a number, so that a crash
 * at any point neither loses nor repeats a word.
 */
public final class Link<S extends Kept<S>> {

    private static final System.Logger LOG = System.getLogger(Link.class.getName());

    /** A longer line is no message. */
    private static final int LONGEST_LINE = 64 << 20;

    /** How much of what the agent writes to its errors is kept. */
    private static final long ERRORS_KEPT = 1 << 20;

    private final StateFile<S> file;
    private final Hearing<S> hearing;
    private final Telling<S> telling;
    private final Observer observer;
    private final Pulse seen;
    private final Consumer<Runnable> retry;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile S state;
    private volatile @Nullable DetachedProcess process;
    private @Nullable OutputLines lines;
    private boolean deaf;

    /** @param retry runs what is given to it in a while */
    public Link(
            S state,
            StateFile<S> file,
            Hearing<S> hearing,
            Telling<S> telling,
            Observer observer,
            Pulse seen,
            Consumer<Runnable> retry) {
        this.retry = retry;
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
            state = fresh;
            file.write(state);
        } finally {
            lock.unlock();
        }
    }

    /** Goes on with this process where the state says: tells all there is to know, and takes in what it has said since. */
    void attach(DetachedProcess found) {
        lock.lock();
        try {
            process = found;
            lines = new OutputLines(found, state.read(), LONGEST_LINE);
            hearing.forget();
            telling.of(found.process());
            say();
            telling.all(state).forEach(observer::observed);
            hear();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in what the agent has said up to now. Where it cannot be kept nothing of it has happened: it is tried again. */
    void hear() {
        lock.lock();
        try {
            DetachedProcess here = process;
            if (lines == null || here == null) {
                return;
            }
            hear(here, lines);
            if (deaf) {
                deaf = false;
                observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
                telling.facts(state).forEach(observer::observed);
            }
        } catch (UncheckedIOException | TerminalException failed) {
            LOG.log(System.Logger.Level.WARNING, "What an agent said cannot be taken in; it is tried again", failed);
            lines = process == null ? null : new OutputLines(process, state.read(), LONGEST_LINE);
            hearing.forget();
            deaf = true;
            observer.observed(new Observation.CarrierChanged(
                    Source.PROTOCOL, new Carrier.Broken("what it says cannot be taken in: " + failed.getMessage())));
            retry.accept(this::hear);
        } finally {
            lock.unlock();
        }
    }

    private void hear(DetachedProcess here, OutputLines from) {
        from.read(line -> hearing.heard(state, line).ifPresent(this::keep));
        hearing.pause(state).ifPresent(this::keep);
        here.consumed(Output.STANDARD, state.read());
        here.consumed(Output.ERRORS, here.size(Output.ERRORS) - ERRORS_KEPT);
        endFailed(here);
    }

    /** Changes the state, says what is to be said in it, and tells what that means. */
    public <T> T change(Function<Change<S>, T> work) {
        lock.lock();
        try {
            Change<S> change = new Change<>(state, telling);
            T result = work.apply(change);
            keep(change);
            process().ifPresent(this::endFailed);
            return result;
        } finally {
            lock.unlock();
        }
    }

    public void apply(Consumer<Change<S>> work) {
        boolean _ = change(change -> {
            work.accept(change);
            return true;
        });
    }

    private void keep(Change<S> change) {
        if (!change.state().equals(state)) {
            file.write(change.state());
            state = change.state();
            say();
        }
        change.told().forEach(observer::observed);
        seen.beat();
    }

    /** Gives the process what it has not been given. Frames that it has been given before are left out by their numbers. */
    private void say() {
        DetachedProcess to = process;
        if (to == null || state.outbox().isEmpty()) {
            return;
        }
        for (Frame frame : state.outbox()) {
            boolean _ = to.write(frame.number(), Messages.bytes(frame.text()));
        }
        state = state.said();
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
}
