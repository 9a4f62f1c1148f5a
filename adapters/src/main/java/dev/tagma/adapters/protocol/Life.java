package dev.tagma.adapters.protocol;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessRuntime.Recovery;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Starts the agent's process, finds it again after a restart of the daemon, and ends it. */
public final class Life<S extends Kept<S>> implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Life.class.getName());

    /** A disk that is full may have room again without anything else changing. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final ProcessRuntime processes;
    private final Later later;
    private final Duration patience;
    private final Opening<S> opening;
    private final Link<S> link;
    private final Telling<S> telling;
    private final Pulse seen;
    private final TerminalHandle handle;
    private volatile TerminalHandle there;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Terminal.@Nullable Subscription subscription;
    private volatile @Nullable Future<?> deadline;

    /**
     * The life of one session's agent.
     *
     * @param patience how long the agent may take until it can be spoken to; one that does not by then hangs
     */
    public Life(
            Session session,
            ProcessRuntime processes,
            Later later,
            Duration patience,
            Opening<S> opening,
            Link<S> link,
            Telling<S> telling,
            Pulse seen) {
        this.processes = processes;
        this.later = later;
        this.patience = patience;
        this.opening = opening;
        this.link = link;
        this.telling = telling;
        this.seen = seen;
        String id = session.id().toString();
        TerminalHandle planned = processes.plan(session.handle() + "-" + id.substring(id.length() - 6));
        this.there = session.handleOfProcess().map(TerminalHandle::parse).orElse(planned);
        this.handle = there.bootId().equals(planned.bootId()) ? there : planned;
    }

    public TerminalHandle handle() {
        return handle;
    }

    private Recovery recover() {
        return processes.recover(there);
    }

    /** Whether it was heard that the program has ended; asks nobody. */
    public boolean hasEnded() {
        return ended.get();
    }

    /** Whether it is certain that the program runs no more. */
    public boolean isOver() {
        return switch (recover()) {
            case Recovery.Found(DetachedProcess found) ->
                switch (found.liveness()) {
                    case Liveness.Dead dead -> true;
                    case Liveness.Gone gone -> true;
                    case Liveness.Alive alive -> false;
                    case Liveness.Unknown unknown -> false;
                };
            case Recovery.Missing missing -> true;
            case Recovery.Rebooted rebooted -> true;
            case Recovery.Unreachable unreachable -> false;
        };
    }

    public void start(Start how) {
        if (recover() instanceof Recovery.Found(DetachedProcess found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                observe(found);
                return;
            }
            found.destroy();
        }
        S begun = opening.begin(link.state(), how);
        ProcessSpec spec = opening.spec(begun, how);
        link.prepare(begun);
        DetachedProcess started = processes.start(handle, spec);
        there = handle;
        observe(started);
    }

    private void observe(DetachedProcess process) {
        ended.set(false);
        link.attach(process);
        if (opening.awaited(link.state()).isPresent()) {
            deadline = later.in(patience, this::late);
        }
        subscription = process.subscribe(new Listener());
    }

    /** It hangs on its way to its first prompt. */
    private void late() {
        try {
            link.apply(change -> opening.awaited(change.state())
                    .ifPresent(question -> change.to(state -> opening.failed(
                            state, "it did not answer " + question + " within " + patience.toSeconds() + " s"))));
        } catch (TerminalException unkept) {
            LOG.log(System.Logger.Level.WARNING, "That an agent hangs cannot be kept; it is tried again", unkept);
            deadline = later.in(AGAIN, this::late);
        }
    }

    public Adoption adopt() {
        return switch (recover()) {
            case Recovery.Found(DetachedProcess found) -> adopt(found);
            case Recovery.Missing(String reason) -> gone(reason);
            case Recovery.Rebooted rebooted -> gone("the machine was restarted");
            case Recovery.Unreachable(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption adopt(DetachedProcess found) {
        return switch (found.liveness()) {
            case Liveness.Alive alive -> {
                observe(found);
                yield new Adoption.Running();
            }
            case Liveness.Dead(var code) -> {
                link.attachEnded(found);
                yield gone(
                        code.isPresent() ? "its program ended with exit code " + code.getAsInt() : "its program ended");
            }
            case Liveness.Gone(String reason) -> gone(reason);
            case Liveness.Unknown(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption gone(String reason) {
        link.gone(change -> {});
        return new Adoption.Ended(link.state().failure().orElse(reason));
    }

    private void ended(Liveness how) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        cancelDeadline();
        telling.of(Optional.empty());
        Optional<String> trouble = link.state().failure();
        try {
            link.gone(change -> {
                change.tell(new Observation.ProcessIs(Optional.empty()));
                change.tell(new Observation.Ended(
                        trouble.<Liveness>map(Liveness.Gone::new).orElse(how)));
            });
        } catch (RuntimeException unkept) {
            LOG.log(System.Logger.Level.WARNING, "The end of an agent cannot be kept; it is tried again", unkept);
            ended.set(false);
            later.after(AGAIN, () -> ended(how));
        }
    }

    public void stop(Duration grace) {
        link.process().ifPresent(process -> {
            if (process.liveness() instanceof Liveness.Alive) {
                process.signal("TERM");
                boolean _ = seen.until(ended::get, over -> over, grace);
            }
            link.hear();
            destroy(process);
            ended(new Liveness.Gone("stopped"));
        });
    }

    /** Whoever cannot be ended now may end later, and is watched until then. */
    private void destroy(DetachedProcess process) {
        unsubscribe();
        try {
            process.destroy();
        } catch (TerminalException left) {
            subscription = process.subscribe(new Listener());
            throw left;
        }
    }

    public void discard() {
        close();
        switch (recover()) {
            case Recovery.Found(DetachedProcess found) -> found.destroy();
            case Recovery.Unreachable(String reason) ->
                throw new TerminalException("The process of " + handle + " is left: " + reason, false);
            case Recovery.Missing missing -> {}
            case Recovery.Rebooted rebooted -> {}
        }
    }

    private void cancelDeadline() {
        Future<?> waits = deadline;
        if (waits != null) {
            waits.cancel(false);
        }
    }

    @Override
    public void close() {
        cancelDeadline();
        unsubscribe();
        link.close();
    }

    private void unsubscribe() {
        Terminal.Subscription told = subscription;
        subscription = null;
        if (told != null) {
            told.close();
        }
    }

    private final class Listener implements ProcessListener {

        @Override
        public void wrote() {
            link.hear();
        }

        @Override
        public void ended(Liveness how) {
            Life.this.ended(how);
        }

        @Override
        public void lost(String reason) {
            link.tell(new Observation.CarrierChanged(Source.PROTOCOL, new Carrier.Broken(reason)));
        }

        @Override
        public void restored() {
            link.tell(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
            telling.facts(link.state()).forEach(link::tell);
        }
    }
}
