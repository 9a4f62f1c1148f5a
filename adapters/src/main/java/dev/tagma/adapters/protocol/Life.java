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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the agent's process, finds it again after a restart of the daemon, and ends it. */
public final class Life<S extends Kept<S>> implements AutoCloseable {

    private final ProcessRuntime processes;
    private final ScheduledExecutorService executor;
    private final Duration patience;
    private final Opening<S> opening;
    private final Link<S> link;
    private final Hearing<S> hearing;
    private final Telling<S> telling;
    private final Pulse seen;
    private final TerminalHandle handle;
    private volatile TerminalHandle there;
    private volatile boolean ended;
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
            ScheduledExecutorService executor,
            Duration patience,
            Opening<S> opening,
            Link<S> link,
            Hearing<S> hearing,
            Telling<S> telling,
            Pulse seen) {
        this.processes = processes;
        this.executor = executor;
        this.patience = patience;
        this.opening = opening;
        this.link = link;
        this.hearing = hearing;
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
        ended = false;
        link.attach(process);
        if (opening.awaited(link.state()).isPresent()) {
            deadline = executor.schedule(this::late, patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        subscription = process.subscribe(new Listener());
    }

    /** It hangs on its way to its first prompt. */
    private void late() {
        link.apply(change -> opening.awaited(change.state())
                .ifPresent(question -> change.to(state -> opening.failed(
                        state, "it did not answer " + question + " within " + patience.toSeconds() + " s"))));
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
                link.attach(found);
                yield gone(
                        code.isPresent() ? "its program ended with exit code " + code.getAsInt() : "its program ended");
            }
            case Liveness.Gone(String reason) -> gone(reason);
            case Liveness.Unknown(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption gone(String reason) {
        link.apply(hearing::gone);
        return new Adoption.Ended(link.state().failure().orElse(reason));
    }

    private void ended(Liveness how) {
        if (ended) {
            return;
        }
        ended = true;
        cancelDeadline();
        telling.of(Optional.empty());
        Optional<String> trouble = link.state().failure();
        link.apply(change -> {
            hearing.gone(change);
            change.tell(new Observation.ProcessIs(Optional.empty()));
            change.tell(new Observation.Ended(
                    trouble.<Liveness>map(Liveness.Gone::new).orElse(how)));
        });
    }

    public void stop(Duration grace) {
        link.process().ifPresent(process -> {
            if (process.liveness() instanceof Liveness.Alive) {
                process.signal("TERM");
                awaitEnd(grace);
            }
            link.hear();
            ended(new Liveness.Gone("stopped"));
            close();
            process.destroy();
        });
    }

    private void awaitEnd(Duration grace) {
        long deadlineAt = System.nanoTime() + grace.toNanos();
        while (true) {
            long before = seen.count();
            long left = deadlineAt - System.nanoTime();
            if (ended || left <= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            seen.await(before, Duration.ofNanos(left));
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
