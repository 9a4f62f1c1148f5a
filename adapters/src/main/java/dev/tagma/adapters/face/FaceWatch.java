package dev.tagma.adapters.face;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalListener;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the terminal's face: title and screen. The screen is captured only when it changed. One that has just become
 * quiet is looked at again before it is believed: between a prompt and its spinner it looks idle for a moment.
 */
public final class FaceWatch<R> implements TerminalListener, AutoCloseable {

    /** Longer than the program takes to repaint, shorter than a person notices. */
    private static final long LOOK_AGAIN_MILLIS = 400;

    /** When the face must have followed what the other sources said; a little after that. */
    private static final long FOLLOWED_MILLIS = 1100;

    private final Terminal terminal;
    private final Face<R> face;
    private final Observer observer;
    private final Consumer<Liveness> ended;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Object titles = new Object();
    private boolean wasRunning;

    /** How many titles were told by the runtime; guarded, as the next, by {@link #titles}. */
    private long titlesTold;

    private @Nullable String title;

    /** A watch over that terminal; {@code ended} is told when its program has. */
    public FaceWatch(
            Terminal terminal,
            Face<R> face,
            Observer observer,
            Consumer<Liveness> ended,
            ScheduledExecutorService executor) {
        this.terminal = terminal;
        this.face = face;
        this.observer = observer;
        this.ended = ended;
        this.executor = executor;
    }

    @Override
    public void changed() {
        if (looking.compareAndSet(false, true)) {
            executor.execute(() -> {
                looking.set(false);
                look(screen -> take(screen, true));
            });
        }
    }

    /** Looks for the first time: only changes are told by others. */
    public void begin() {
        executor.execute(() -> look(screen -> take(screen, true)));
    }

    @Override
    public void titled(String told) {
        synchronized (titles) {
            titlesTold++;
            title = told;
            face.titled(told);
        }
        changed();
    }

    private long titlesTold() {
        synchronized (titles) {
            return titlesTold;
        }
    }

    /** A title that changed while nobody was told of changes; one that was told since the look began is a newer one. */
    private void seen(String shown, long toldBefore) {
        synchronized (titles) {
            if (titlesTold == toldBefore && !shown.equals(title)) {
                title = shown;
                face.titled(shown);
            }
        }
    }

    @Override
    public void ended(Liveness how) {
        ended.accept(how);
    }

    @Override
    public void lost(String reason) {
        observer.observed(new Observation.CarrierChanged(Source.SCREEN, new Carrier.Broken(reason)));
        observer.observed(new Observation.CarrierChanged(Source.TITLE, new Carrier.Broken(reason)));
        observer.observed(new Observation.Unreachable(reason));
    }

    @Override
    public void restored() {
        observer.observed(new Observation.CarrierChanged(Source.SCREEN, Carrier.INTACT));
        observer.observed(new Observation.CarrierChanged(Source.TITLE, Carrier.INTACT));
        observer.observed(new Observation.Reachable());
        changed();
    }

    /** Looks again when the screen must have followed what has just happened, although it may not have changed. */
    public void lookLater() {
        Future<?> _ = executor.schedule(this::lookAgain, FOLLOWED_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void lookAgain() {
        look(screen -> take(screen, false));
    }

    /** One look at a time: what is told last is what was seen last. */
    private synchronized void look(Consumer<Screen> taking) {
        try {
            long toldBefore = titlesTold();
            Screen screen = terminal.screen();
            seen(screen.title(), toldBefore);
            taking.accept(screen);
        } catch (TerminalException unreadable) {
            // The runtime tells by itself when it lost the terminal or when the program ended.
            System.getLogger(FaceWatch.class.getName())
                    .log(System.Logger.Level.DEBUG, "The screen cannot be read", unreadable);
        }
    }

    private void take(Screen screen, boolean first) {
        R reading = face.read(screen);
        boolean quiet = face.quiet(reading);
        if (quiet && wasRunning && first) {
            Future<?> _ = executor.schedule(this::lookAgain, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        wasRunning = !quiet;
        face.shown(reading);
    }

    @Override
    public void close() {
        looking.set(true);
    }
}
