package dev.tagma.server;

import dev.tagma.spi.runtime.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A look at a terminal that shows what a test says. */
final class FakeView implements View {

    final BlockingQueue<Seen> shows = new LinkedBlockingQueue<>();

    /** What was done to it, in words. */
    final List<String> done = new CopyOnWriteArrayList<>();

    final CountDownLatch closed = new CountDownLatch(1);

    FakeView draws(String text) {
        shows.add(new Seen.Drawn(text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    FakeView ends(String reason) {
        shows.add(new Seen.Ended(reason));
        return this;
    }

    @Override
    public Seen next(Duration atMost) {
        try {
            Seen seen = shows.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return seen == null ? new Seen.Nothing() : seen;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Seen.Nothing();
        }
    }

    @Override
    public void type(byte[] input) {
        done.add("types " + new String(input, StandardCharsets.UTF_8));
    }

    @Override
    public void resize(int columns, int rows) {
        done.add("is " + columns + "x" + rows);
    }

    @Override
    public void close() {
        closed.countDown();
        ends("nobody looks any more");
    }
}
