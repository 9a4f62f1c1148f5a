package dev.tagma.adapters.connection;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a session's program, made again whenever it breaks. While there is none, nothing is known of what the
 * agent does.
 */
public final class KeptConnection<C extends KeptConnection.Line> implements AutoCloseable {

    /** How long whoever needs the connection waits while it is made. */
    public static final Duration SETTLES_WITHIN = Duration.ofSeconds(3);

    /** One that cannot be connected to by then will not be; the slowest machine takes half a minute. */
    private static final Duration OPENS_WITHIN = Duration.ofMinutes(2);

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(KeptConnection.class.getName());

    private final String program;
    private final Wire<C> wire;
    private final Observer observer;
    private final Pulse seen;
    private final Duration opensWithin;
    private final Pulse ending = new Pulse();
    private volatile boolean closed;
    private volatile boolean ready;
    private volatile @Nullable C live;
    private @Nullable C made;
    private @Nullable Thread keeper;

    /** One connection as long as it lasts. Closing it ends whatever is waited for on it. */
    public interface Line extends AutoCloseable {
        @Override
        void close();
    }

    /** How a program is spoken to. Called by one thread. */
    public interface Wire<C> {

        /** Connects; gives up after a while where nobody answers. */
        C connect() throws IOException, RefusedException;

        /** Finds out what there is, and tells it; opens the conversation where it is not open. */
        void settle(C line) throws IOException, RefusedException;

        /** Hears what the program tells by itself; throws why it tells nothing more. */
        void listen(C line) throws IOException;

        /** Whether the conversation was opened: from then on a refusal may pass. */
        boolean isOpen();
    }

    /**
     * A connection that is not made yet.
     *
     * @param program as people know it
     * @param seen beats whenever the connection is made or breaks
     */
    public KeptConnection(String program, Wire<C> wire, Observer observer, Pulse seen) {
        this(program, wire, observer, seen, OPENS_WITHIN);
    }

    /** @param opensWithin what is not opened by then will not be */
    KeptConnection(String program, Wire<C> wire, Observer observer, Pulse seen, Duration opensWithin) {
        this.program = program;
        this.wire = wire;
        this.observer = observer;
        this.seen = seen;
        this.opensWithin = opensWithin;
    }

    /**
     * Connects and stays connected. A program whose conversation was opened before works, and may only not answer just
     * now: that one is tried for as long as it runs.
     *
     * @param opened runs when the conversation is open, once
     * @param failed is told why it cannot be opened; runs on the connection's thread and may close it
     */
    public synchronized void open(Runnable opened, Consumer<String> failed) {
        boolean works = wire.isOpen();
        keeper = Thread.ofVirtual().name("connection-" + program).start(() -> keep(works, opened, failed));
    }

    private void keep(boolean works, Runnable opened, Consumer<String> failed) {
        long deadline = System.nanoTime() + opensWithin.toNanos();
        Duration pause = FIRST_RETRY;
        while (!closed) {
            try (C line = held(wire.connect())) {
                wire.settle(line);
                settled(line);
                pause = FIRST_RETRY;
                if (!ready && !closed) {
                    opened.run();
                    ready = true;
                }
                wire.listen(line);
            } catch (IOException notThere) {
                if (!closed && !ready && !works && System.nanoTime() > deadline) {
                    failed.accept(program + " could not be spoken to within " + opensWithin.toMinutes() + " minutes: "
                            + notThere.getMessage());
                    return;
                }
                broken(String.valueOf(notThere.getMessage()));
            } catch (RefusedException refused) {
                if (!closed && !wire.isOpen()) {
                    failed.accept(program + " did not open the conversation: " + refused.getMessage());
                    return;
                }
                broken(program + " does not show the conversation: " + refused.getMessage());
            } catch (RuntimeException failure) {
                if (!closed) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "The connection to " + program + " failed; connecting anew",
                            failure);
                }
                broken("Tagma failed: " + failure);
            }
            ending.await(0, pause);
            pause = pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
        }
    }

    /** From here on {@link #close} ends it, also while it settles. */
    private synchronized C held(C line) {
        made = line;
        if (closed) {
            line.close();
        }
        return line;
    }

    private void settled(C line) {
        synchronized (this) {
            if (closed) {
                return;
            }
            live = line;
        }
        observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
        seen.beat();
    }

    /** What was told while it settled holds no longer either. */
    private void broken(String reason) {
        live = null;
        if (!closed) {
            observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, new Carrier.Broken(reason)));
        }
        seen.beat();
    }

    /** The connection; throws where there is none. */
    public C live() {
        C current = live;
        if (current == null) {
            throw new TerminalException("there is no connection to " + program, false);
        }
        return current;
    }

    public boolean connected() {
        return live != null;
    }

    /** Waits for the connection, at most so long. */
    public void awaitConnected(Duration atMost) {
        boolean _ = seen.until(() -> connected() || closed, is -> is, atMost);
    }

    /** Looks at everything anew. */
    public synchronized void renew() {
        if (made != null) {
            made.close();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            live = null;
            if (made != null) {
                made.close();
            }
            // Whoever is told that the conversation cannot be opened has more to do on this very thread.
            if (keeper != null && !keeper.equals(Thread.currentThread())) {
                keeper.interrupt();
            }
        }
        ending.beat();
        seen.beat();
    }
}
