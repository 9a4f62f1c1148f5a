package dev.tagma.adapters.runtime.pty;

import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.View;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One person's look at one terminal: painted anew from what the terminal shows, as often as they take it in. */
final class PtyView implements View {

    /** More often nobody can see it, and painting for a program that writes without end would take a processor. */
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(15);

    /** What is looked at. */
    interface Subject {

        Emulator emulator();

        Spectators spectators();

        /** How it has ended; none while it goes on. */
        Optional<String> howEnded();

        void type(byte[] input);
    }

    private final Subject subject;
    private final Painter painter = new Painter();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Size size;
    private long paintedAt = System.nanoTime() - BETWEEN_FRAMES.toNanos();

    PtyView(Subject subject, Size size) {
        this.subject = subject;
        this.size = size;
        moved();
    }

    private synchronized void moved() {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            subject.spectators().moved(this, size);
        } catch (IOException refused) {
            throw new TerminalException("The terminal cannot have this size: " + refused, false, refused);
        }
    }

    @Override
    public Seen next(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (rests()) {
            long seen = subject.emulator().drawn().count();
            Optional<String> end = subject.howEnded();
            String text = painter.paint(subject.emulator().frame(), size);
            if (!text.isEmpty()) {
                paintedAt = System.nanoTime();
                return new Seen.Drawn(text.getBytes(StandardCharsets.UTF_8));
            }
            if (end.isPresent()) {
                return new Seen.Ended(end.get());
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return new Seen.Nothing();
            }
            subject.emulator().drawn().await(seen, Duration.ofNanos(left));
        }
        return Thread.currentThread().isInterrupted() ? new Seen.Nothing() : new Seen.Ended("nobody looks any more");
    }

    /** Lets time pass since the last frame; false where nobody looks any more. */
    private boolean rests() {
        long left = BETWEEN_FRAMES.toNanos() - (System.nanoTime() - paintedAt);
        try {
            return !closed.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void type(byte[] input) {
        moved();
        subject.type(input);
    }

    @Override
    public void resize(int columns, int rows) {
        size = new Size(columns, rows);
        moved();
        subject.emulator().drawn().beat();
    }

    @Override
    public synchronized void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        try {
            subject.spectators().left(this);
        } catch (IOException refused) {
            System.getLogger(PtyView.class.getName())
                    .log(Level.DEBUG, "A terminal keeps the size of who looked at it: {0}", refused.getMessage());
        }
    }
}
