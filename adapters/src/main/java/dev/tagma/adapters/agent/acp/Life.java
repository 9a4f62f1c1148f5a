package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Opening;
import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.exec.Executables;
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
import dev.tagma.spi.runtime.ProcessRuntime.Recovery;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the agent's process, finds it again after a restart of the daemon, and ends it. */
final class Life implements AutoCloseable {

    private final Session session;
    private final AcpTools tools;
    private final Map<String, String> environment;
    private final Link link;
    private final Handshaking handshaking;
    private final Hearing hearing;
    private final Telling telling;
    private final Shells shells;
    private final Pulse seen;
    private final Clock clock;
    private final TerminalHandle handle;
    private volatile TerminalHandle there;
    private volatile boolean ended;
    private volatile Terminal.@Nullable Subscription subscription;
    private volatile @Nullable Future<?> deadline;

    Life(
            Session session,
            AcpTools tools,
            Map<String, String> environment,
            Link link,
            Handshaking handshaking,
            Hearing hearing,
            Telling telling,
            Shells shells,
            Pulse seen,
            Clock clock) {
        this.session = session;
        this.tools = tools;
        this.environment = environment;
        this.link = link;
        this.handshaking = handshaking;
        this.hearing = hearing;
        this.telling = telling;
        this.shells = shells;
        this.seen = seen;
        this.clock = clock;
        String id = session.id().toString();
        TerminalHandle planned = tools.processes().plan(session.handle() + "-" + id.substring(id.length() - 6));
        this.there = session.handleOfProcess().map(TerminalHandle::parse).orElse(planned);
        this.handle = there.bootId().equals(planned.bootId()) ? there : planned;
    }

    TerminalHandle handle() {
        return handle;
    }

    Recovery recover() {
        return tools.processes().recover(there);
    }

    void start(Start how) {
        if (recover() instanceof Recovery.Found(DetachedProcess found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                observe(found);
                return;
            }
            found.destroy();
        }
        Path workspace = Path.of(session.workspace().path());
        requireProgram(workspace);
        shells.discard(link.state());
        link.prepare(
                switch (how) {
                    case Start.Fresh fresh -> begin(Opening.FRESH, Optional.empty());
                    case Start.Resume(var conversation) -> begin(Opening.RESUMED, Optional.of(conversation.value()));
                    case Start.Fork(var conversation) -> begin(Opening.FORKED, Optional.of(conversation.value()));
                });
        List<String> command = new ArrayList<>(tools.program());
        command.addAll(session.launch().arguments());
        DetachedProcess started = tools.processes().start(handle, new ProcessSpec(command, environment, workspace));
        there = handle;
        observe(started);
    }

    private State begin(Opening opening, Optional<String> origin) {
        return handshaking.begin(link.state(), opening, origin, clock.instant());
    }

    /** The runtime would refuse it too, but does not know how an agent is configured. */
    private void requireProgram(Path workspace) {
        String program = tools.program().getFirst();
        if (Executables.find(program, environment, workspace).isEmpty()) {
            throw new TerminalException(AcpProbe.missing(session.launch().agent(), program), false);
        }
    }

    private void observe(DetachedProcess process) {
        ended = false;
        link.attach(process);
        shells.adopt(link.state());
        if (link.state().handshake().step().underWay()) {
            deadline = tools.executor().schedule(this::late, tools.patience().toMillis(), TimeUnit.MILLISECONDS);
        }
        subscription = process.subscribe(new Listener());
    }

    /** It hangs on its way to its first prompt. */
    private void late() {
        link.apply(change -> {
            Step step = change.state().handshake().step();
            if (step.underWay()) {
                change.to(state -> handshaking.failed(
                        state,
                        "it did not answer " + step.question() + " within "
                                + tools.patience().toSeconds() + " s",
                        clock.instant()));
            }
        });
    }

    Adoption adopt() {
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
        return new Adoption.Ended(link.state().handshake().trouble().orElse(reason));
    }

    private void ended(Liveness how) {
        if (ended) {
            return;
        }
        ended = true;
        cancelDeadline();
        telling.of(Optional.empty());
        Optional<String> trouble = link.state().handshake().step() == Step.FAILED
                ? link.state().handshake().trouble()
                : Optional.empty();
        link.apply(change -> {
            hearing.gone(change);
            change.tell(new Observation.ProcessIs(Optional.empty()));
            change.tell(new Observation.Ended(
                    trouble.<Liveness>map(Liveness.Gone::new).orElse(how)));
        });
    }

    void stop(Duration grace) {
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

    void discard() {
        close();
        shells.discard(link.state());
        switch (recover()) {
            case Recovery.Found(DetachedProcess found) -> found.destroy();
            case Recovery.Unreachable(String reason) ->
                throw new TerminalException("The process of " + session.handle() + " is left: " + reason, false);
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
        shells.close();
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
