package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.face.Carriers;
import dev.tagma.adapters.face.FaceWatch;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that tells what an agent does: its title, its screen, its record of the conversation and its end. */
final class Senses implements AutoCloseable {

    private final ManifestTools tools;
    private final Pane pane;
    private final Carriers carriers;
    private final Clock clock;
    private final Pulse seen;
    private final Chat chat;
    private final Turns turns;
    private final ScreenAsks asks;
    private final TitleWatch titles;
    private final ScreenFacts facts;
    private final GivenBack givenBack;
    private volatile boolean ended;
    private volatile boolean ready;
    private @Nullable FaceWatch<Reading> face;
    private Terminal.@Nullable Subscription subscription;

    Senses(
            ManifestTools tools,
            Pane pane,
            Carriers carriers,
            Clock clock,
            Pulse seen,
            Chat chat,
            Turns turns,
            ScreenAsks asks,
            TitleWatch titles,
            ScreenFacts facts,
            GivenBack givenBack) {
        this.tools = tools;
        this.pane = pane;
        this.carriers = carriers;
        this.clock = clock;
        this.seen = seen;
        this.chat = chat;
        this.turns = turns;
        this.asks = asks;
        this.titles = titles;
        this.facts = facts;
        this.givenBack = givenBack;
    }

    /** Begins to observe the agent in this terminal: past events first, then live ones. */
    synchronized void observe(Terminal terminal) {
        ended = false;
        ready = false;
        asks.begin();
        Optional<ProcessKey> process =
                pane.pid().isPresent() ? Processes.find(pane.pid().getAsLong()) : Optional.empty();
        carriers.observed(new Observation.ProcessIs(process));
        chat.begin();
        turns.replayed();
        FaceWatch<Reading> watch = new FaceWatch<>(
                terminal,
                new ManifestFace(tools.screens(), titles, this::shown),
                carriers,
                this::ended,
                tools.executor());
        face = watch;
        subscription = terminal.subscribe(watch);
        watch.begin();
        if (tools.manifest().screen().rules().isEmpty()) {
            // Nothing will show when it can take a message; people see it at its terminal.
            ready = true;
            carriers.observed(new Observation.Ready(clock.instant()));
        }
    }

    private synchronized void shown(Reading reading) {
        chat.look(reading.state());
        facts.tell(reading);
        asks.shown(reading);
        turns.shown(reading, titles.busy());
        givenBack.look(reading);
        if (!ready && isReady(reading)) {
            ready = true;
            carriers.observed(new Observation.Ready(clock.instant()));
        }
        seen.beat();
    }

    /** Its composer stands there, and no dialog in front of it. */
    private boolean isReady(Reading reading) {
        return reading.composer().isPresent()
                && (reading.state().isPresent() ? !reading.is(State.MENU) : titles.rests());
    }

    private void ended(Liveness how) {
        if (!ended) {
            ended = true;
            chat.read();
            asks.gone();
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

    @Override
    public synchronized void close() {
        if (subscription != null) {
            subscription.close();
        }
        if (face != null) {
            face.close();
        }
        chat.close();
    }
}
