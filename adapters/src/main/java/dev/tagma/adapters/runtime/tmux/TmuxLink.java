package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's connection to its tmux server: made when needed, made again when it breaks, and never pretending. A
 * server that is proven dead ends what it held; one that does not answer is lost until it does.
 */
final class TmuxLink implements AutoCloseable, ControlClient.Owner {

    private static final System.Logger LOG = System.getLogger(TmuxLink.class.getName());

    /** A healthy server answers in milliseconds; after this the answer is reported missing. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    /** The server beats every second; silent for this long, it cannot be relied on and watchers are told so. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(2);

    /** Silent for this long, the client itself is suspected and replaced. */
    private static final Duration REPLACE_LIMIT = Duration.ofSeconds(7);

    /** How long a new server may take until it can be attached to; covers the end of a former one on the same socket. */
    private static final Duration START_LIMIT = Duration.ofSeconds(15);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final String STALLED = "tmux has stopped answering";

    /** Where the connection stands. */
    sealed interface State {

        record Up(ControlClient client, ServerProcess server) implements State {}

        record NoServer(String reason) implements State {}

        record Down(String reason) implements State {}
    }

    private final Approach approach;
    private final Housekeeping housekeeping = new Housekeeping();
    private final ReentrantLock connecting = new ReentrantLock();
    private final Watches watches;
    private final Alarm alarm = new Alarm();
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile State.@Nullable Up up;
    private volatile boolean stalled;

    TmuxLink(Approach approach) {
        this.approach = approach;
        this.watches = new Watches(alarm);
    }

    /** The connection as it is, or a new one where there is a server to connect to. */
    State connect() {
        State.Up current = up;
        if (current != null && current.client().usable()) {
            return current;
        }
        connecting.lock();
        try {
            current = up;
            if (current != null && current.client().usable()) {
                return current;
            }
            if (isClosed()) {
                return new State.Down("the tmux runtime is closed");
            }
            State state = approach.connect(this);
            if (state instanceof State.Up fresh) {
                adopt(fresh);
            }
            return state;
        } finally {
            connecting.unlock();
        }
    }

    private void adopt(State.Up fresh) {
        State.Up before = up;
        if (before != null && !before.server().equals(fresh.server())) {
            watches.endAll("the tmux server that ran it has ended");
        }
        stalled = false;
        up = fresh;
        if (isClosed()) {
            fresh.client().close();
            return;
        }
        guard(fresh.client(), SILENCE_LIMIT);
        later(this::resume);
    }

    /** Connects, starting the server first where there is none. */
    State.Up start() throws InterruptedException {
        State state = connect();
        if (state instanceof State.Up ready) {
            return ready;
        }
        approach.requireStartable();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        Duration pause = FIRST_PAUSE;
        Optional<String> failure = Optional.empty();
        while (System.nanoTime() < deadline && !isClosed()) {
            if (state instanceof State.NoServer) {
                failure = approach.launch();
            }
            state = connect();
            if (state instanceof State.Up ready) {
                return ready;
            }
            pause = pause(pause);
        }
        throw new TerminalException(
                "The tmux server cannot be started: " + failure.orElseGet(() -> state(connect())), false);
    }

    private static String state(State state) {
        return switch (state) {
            case State.Up ignored -> "it is up";
            case State.NoServer(String reason) -> reason;
            case State.Down(String reason) -> reason;
        };
    }

    /** Asks once; whatever goes wrong is in the reply. With {@code expected}, only that very server is asked. */
    Reply ask(@Nullable ServerProcess expected, Exchange exchange) {
        if (stalled) {
            return new Reply.Unanswered(STALLED, false);
        }
        return switch (connect()) {
            case State.NoServer(String reason) -> new Reply.ServerGone(reason);
            case State.Down(String reason) -> new Reply.Unanswered(reason, false);
            case State.Up(ControlClient client, ServerProcess server) ->
                expected == null || expected.equals(server)
                        ? client.ask(exchange, ANSWER_LIMIT)
                        : new Reply.ServerGone("the tmux server that ran it has ended");
        };
    }

    /** Asks something that changes nothing, and so may be asked again when the connection breaks meanwhile. */
    Reply query(@Nullable ServerProcess expected, Supplier<Exchange> exchange) {
        State.Up before = up;
        Reply reply = ask(expected, exchange.get());
        boolean broke = before != null && !before.client().usable();
        return reply instanceof Reply.Unanswered && broke && !isClosed() ? ask(expected, exchange.get()) : reply;
    }

    // --- watching

    PaneWatch watch(PaneAddress address, TerminalListener listener) {
        PaneWatch watch = watches.add(address, listener);
        if (stalled) {
            watch.lost(STALLED);
        }
        return watch;
    }

    void unwatch(PaneWatch watch, TerminalListener listener) {
        watches.remove(watch, listener);
    }

    /** The one program that mattered in this pane is gone, though the pane may stay. */
    void programEnded(PaneAddress address) {
        watches.of(address.pane()).ifPresent(watch -> watch.end(new Liveness.Dead(OptionalInt.empty())));
    }

    @Override
    public void notified(ControlClient client, String line) {
        State.Up current = up;
        if (current == null || current.client() != client) {
            return;
        }
        if (stalled) {
            stalled = false;
            later(this::resume);
        }
        Notification.parse(line).ifPresent(notification -> {
            switch (notification) {
                case Notification.PaneIs(String pane, PaneState state) ->
                    watches.of(pane).ifPresent(watch -> tell(watch, state));
                case Notification.WindowClosed(String window) -> later(() -> verify(window));
                case Notification.SomebodyLeft() -> later(() -> approach.somebodyLeft(current));
            }
        });
    }

    private void tell(PaneWatch watch, PaneState state) {
        watch.update(state);
        if (state.uncollected()) {
            later(() -> settle(watch));
        }
    }

    /** Finds out how a program ended whose exit code is owed. */
    private void settle(PaneWatch watch) {
        State.Up current = up;
        if (current != null
                && new PaneProbe(this, current.server(), watch.address()).look()
                        instanceof PaneProbe.Look.Seen(PaneState state)) {
            watch.update(state);
        }
    }

    /** Has the server look for children that have ended, in case it was not told of one. */
    void collectEnded(ServerProcess server) {
        approach.collectEnded(server);
    }

    private void resume() {
        watches.restored();
        State.Up current = up;
        if (current != null) {
            compare(current);
        }
    }

    /** A window was closed in some session; if a watched pane went with it, its listeners learn that. */
    private void verify(String window) {
        State.Up current = up;
        if (current != null && watches.any(window)) {
            compare(current);
        }
    }

    private void compare(State.Up current) {
        List<PaneWatch> before = watches.present();
        housekeeping.panes(current).ifPresent(panes -> watches.compare(before, panes));
    }

    // --- when the connection breaks

    @Override
    public void ended(ControlClient client, String reason) {
        State.Up current = up;
        if (current != null && current.client() == client && !isClosed()) {
            LOG.log(Level.DEBUG, "tmux connection ended: {0}", reason);
            later(() -> reconnect(reason));
        }
    }

    private void reconnect(String reason) {
        Duration pause = FIRST_PAUSE;
        while (!isClosed()) {
            switch (connect()) {
                case State.Up ignored -> {
                    return;
                }
                case State.NoServer(String proof) -> {
                    LOG.log(Level.WARNING, "The tmux server has ended: {0}", proof);
                    watches.endAll("the tmux server has ended");
                    return;
                }
                case State.Down ignored -> watches.lost(reason);
            }
            try {
                pause = pause(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Looks again when the server would have been silent for too long. */
    private void guard(ControlClient client, Duration in) {
        alarm.in(in, () -> judge(client));
    }

    private void judge(ControlClient client) {
        State.Up current = up;
        if (current == null || current.client() != client || !client.usable()) {
            return;
        }
        Duration silence = client.silence();
        if (silence.compareTo(SILENCE_LIMIT) < 0) {
            guard(client, SILENCE_LIMIT.minus(silence));
            return;
        }
        if (!stalled) {
            LOG.log(Level.WARNING, "tmux has said nothing for {0} ms", silence.toMillis());
        }
        stalled = true;
        watches.lost(STALLED);
        if (silence.compareTo(REPLACE_LIMIT) < 0) {
            guard(client, REPLACE_LIMIT.minus(silence));
        } else {
            later(client::close);
        }
    }

    /** Waits, but not beyond {@link #close}. */
    private Duration pause(Duration length) throws InterruptedException {
        closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
        Duration next = length.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static void later(Runnable task) {
        Thread.ofVirtual().name("tmux-link").start(task);
    }

    @Override
    public void close() {
        closed.countDown();
        alarm.close();
        State.Up current = up;
        if (current != null) {
            if (!stalled) {
                approach.leave(current);
            }
            current.client().close();
        }
        watches.clear();
    }
}
