package dev.tagma.adapters.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A terminal's face is read by several threads, and told as if by one. */
final class FaceWatchTest {

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(3);
    private final SlowTerminal terminal = new SlowTerminal();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> titles = new CopyOnWriteArrayList<>();
    private final CountDownLatch both = new CountDownLatch(2);
    private final FaceWatch<String> watch =
            new FaceWatch<>(terminal, new Titles(), observation -> {}, liveness -> {}, executor);

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void whatWasSeenLastIsToldLastHoweverLongAnEarlierLookTook() throws InterruptedException {
        watch.changed();
        terminal.looking.await();

        watch.changed();
        // The second look is either held back by the first, or over before that goes on.
        Future<?> _ = executor.schedule(terminal.goOn::countDown, 50, TimeUnit.MILLISECONDS);

        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).containsExactly("screen 1", "screen 2");
    }

    @Test
    void aTitleThatNobodyToldOfIsSeenWithTheScreen() {
        terminal.goOn.countDown();
        watch.changed();

        await().until(() -> titles.equals(List.of("screen 1")));
        watch.titled("told");
        await().until(() -> titles.size() == 3);

        assertThat(titles).containsExactly("screen 1", "told", "screen 2");
    }

    @Test
    void aTitleThatWasToldDuringALookIsNewerThanTheOneItSaw() throws InterruptedException {
        watch.changed();
        terminal.looking.await();
        watch.titled("told");
        terminal.sameTitle = "told";

        terminal.goOn.countDown();

        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(titles).containsExactly("told");
    }

    private final class Titles implements Face<String> {

        @Override
        public String read(Screen screen) {
            return screen.title();
        }

        @Override
        public boolean quiet(String reading) {
            return false;
        }

        @Override
        public void shown(String reading) {
            told.add(reading);
            both.countDown();
        }

        @Override
        public void titled(String title) {
            titles.add(title);
        }
    }

    /** The first look at it takes until it may go on. */
    private static final class SlowTerminal implements Terminal {

        private volatile String sameTitle = "";
        private final AtomicInteger looks = new AtomicInteger();
        private final CountDownLatch looking = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public Screen screen() {
            int look = looks.incrementAndGet();
            if (look == 1) {
                looking.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Screen(
                    List.of(), 80, 0, 0, false, look > 1 && !sameTitle.isEmpty() ? sameTitle : "screen " + look);
        }

        @Override
        public TerminalHandle handle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Liveness liveness() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String capture(int lines, boolean withColours) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void paste(String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void press(List<Key> keys) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resize(int columns, int rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signal(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void destroy() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> attachCommand() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription subscribe(TerminalListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
