package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.adapters.face.Carriers;
import dev.tagma.adapters.face.FaceWatch;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Request;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.runtime.Borrowed;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Everything that tells what an agent does: its hooks, state file, transcript, title, screen and end. */
final class Senses implements AutoCloseable {

    private final ClaudeTools tools;
    private final StateFile stateFile;
    private final HookSpool spool;
    private final Asks asks;
    private final Following following;
    private final HookReader hooks;
    private final StateReader states;
    private final TakenBack takenBack;
    private final BooleanSupplier delivering;
    private final Carriers carriers;
    private final Clock clock;
    private final Pulse seen;
    private final List<AutoCloseable> watches = new ArrayList<>();
    private volatile boolean ended;
    private volatile boolean screenAsks;

    /**
     * Senses that are not awake yet.
     *
     * @param delivering whether what the composer shows may be a message of ours
     * @param seen beats whenever there is something new to look at
     */
    Senses(
            DriveContext context,
            ClaudeTools tools,
            StateFile stateFile,
            Pane pane,
            HookSpool spool,
            Asks asks,
            Following following,
            TasksLeft tasks,
            WorkBegun begun,
            TakenBack takenBack,
            BooleanSupplier delivering,
            Carriers carriers,
            Pulse seen) {
        this.tools = tools;
        this.stateFile = stateFile;
        this.spool = spool;
        this.asks = asks;
        this.following = following;
        this.delivering = delivering;
        this.carriers = carriers;
        this.clock = context.clock();
        this.seen = seen;
        this.hooks = new HookReader(
                spool, asks, carriers, following::identified, begun::tell, tasks, this::lookAtState, clock);
        this.takenBack = takenBack;
        this.states = new StateReader(
                stateFile,
                pane::pid,
                hooks,
                tasks,
                begun,
                () -> screenAsks,
                asks,
                carriers,
                this::takeInWhatWasTold,
                following::identified,
                clock);
    }

    private synchronized void takeInWhatWasTold() {
        hooks.look();
        following.read();
    }

    /**
     * Begins to observe the agent in this terminal: what it says of itself first, so that nothing older is taken for the
     * present, then past events, then live ones.
     */
    void observe(Terminal terminal) {
        ended = false;
        // A daemon that was killed while it held the hooks would have every tool wait for good.
        spool.letGo();
        lookBack();
        if (terminal instanceof Borrowed) {
            carriers.observed(new Observation.CarrierChanged(
                    Source.HOOK, new Carrier.Broken("it was not started by Tagma, so that no hook tells of it")));
        }
        carriers.observed(new Observation.RequestsAre(asks.openKeys(), clock.instant()));
        FaceWatch<ScreenReading> face = new FaceWatch<>(
                terminal,
                new ClaudeFace(tools.screens(), carriers, this::shown, delivering, clock),
                carriers,
                this::ended,
                tools.executor());
        synchronized (watches) {
            watches.add(tools.watch().watch(spool.events(), () -> lookAtHooks(face), carriers.watching(Source.HOOK)));
            watches.add(tools.watch()
                    .watch(
                            stateFile.directory(),
                            states::concernedBy,
                            this::lookAtState,
                            carriers.watching(Source.AGENT_STATE)));
            watches.add(face);
            watches.add(terminal.subscribe(face));
        }
        following.begin();
        face.begin();
    }

    private synchronized void lookBack() {
        states.look();
        hooks.look();
        following.replay();
        // What is open is known by now, and so what the state closes.
        states.look();
    }

    private synchronized void lookAtState() {
        states.look();
        lookForTakenBack();
        seen.beat();
    }

    private void shown(ScreenReading reading) {
        screenAsks = reading instanceof ScreenReading.TrustOrLogin;
        if (carriers.blind()) {
            // What an agent tells shows on its screen too: that is the next best moment to look.
            takeInWhatWasTold();
        }
        if (screenAsks || carriers.blind()) {
            lookAtState();
        } else {
            lookForTakenBack();
            seen.beat();
        }
    }

    private void lookForTakenBack() {
        states.last().filter(state -> state.status().equals("idle")).ifPresent(state -> takenBack.look(state.since()));
    }

    private void ended(Liveness how) {
        if (!ended) {
            ended = true;
            following.read();
            // A killed agent leaves its hooks behind, waiting for answers nobody will read.
            asks.nothingOpenAt(clock.instant(), Request.How.AGENT_GONE);
            carriers.observed(new Observation.ProcessIs(Optional.empty()));
            carriers.observed(new Observation.Ended(how));
            seen.beat();
        }
    }

    /** Whether the program is known to have ended; what its screen shows then is only what it left. */
    boolean ended() {
        return ended;
    }

    /** Waits until the agent has ended, at most so long by a clock that nobody sets. */
    void awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            long left = deadline - System.nanoTime();
            if (ended || left <= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }

    /** Takes in what the hooks told up to this moment, without waiting for the watch. */
    synchronized void lookAtHooks() {
        hooks.look();
    }

    /** A hook that tells of work while the agent says it does nothing: the face decides, if it is looked at late enough. */
    private synchronized void lookAtHooks(FaceWatch<ScreenReading> face) {
        if (hooks.look() && quiet()) {
            face.lookLater();
        }
    }

    /** Whether the agent says that it does nothing. */
    boolean quiet() {
        return says("idle");
    }

    /** Whether a request is open and the agent says that it waits. */
    boolean asks() {
        return !asks.openKeys().isEmpty() && says("waiting");
    }

    private boolean says(String status) {
        return states.last().filter(state -> state.status().equals(status)).isPresent();
    }

    @Override
    public void close() {
        synchronized (watches) {
            for (AutoCloseable watch : watches) {
                try {
                    watch.close();
                } catch (Exception failed) {
                    System.getLogger(Senses.class.getName())
                            .log(System.Logger.Level.DEBUG, "Closing a watch failed", failed);
                }
            }
            watches.clear();
        }
        following.close();
    }
}
