package dev.tagma.adapters.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeptConnectionTest {

    private final List<Observation> observed = new CopyOnWriteArrayList<>();
    private final FakeWire wire = new FakeWire();
    private final KeptConnection<FakeLine> connection = new KeptConnection<>("Fake", wire, observed::add, new Pulse());

    @Test
    void whatIsClosedWhileItSettlesTellsNothingMore() throws InterruptedException {
        connection.open(() -> observed.add(new Observation.Reachable()), reason -> {});
        wire.settling.await();

        connection.close();

        FakeLine line = wire.line.join();
        assertThat(line.closed.await(30, TimeUnit.SECONDS)).isTrue();
        wire.over.await();
        assertThat(connection.connected()).isFalse();
        assertThat(observed).isEmpty();
    }

    @Test
    void whoeverIsToldThatTheConversationCannotBeOpenedIsNotInterruptedByClosing() {
        CompletableFuture<String> failure = new CompletableFuture<>();
        wire.refuses = true;

        connection.open(() -> {}, reason -> {
            connection.close();
            failure.complete(reason + Thread.currentThread().isInterrupted());
        });

        assertThat(failure.join()).isEqualTo("Fake did not open the conversation: no such thing" + false);
    }

    private static final class FakeLine implements KeptConnection.Line {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void close() {
            closed.countDown();
        }
    }

    /** Settles until it is closed, and takes no notice of an interrupt. */
    private static final class FakeWire implements KeptConnection.Wire<FakeLine> {

        private final CountDownLatch settling = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final CompletableFuture<FakeLine> line = new CompletableFuture<>();
        private volatile boolean refuses;

        @Override
        public FakeLine connect() {
            FakeLine made = new FakeLine();
            line.complete(made);
            return made;
        }

        @Override
        public void settle(FakeLine line) throws RefusedException {
            if (refuses) {
                throw new RefusedException("no such thing");
            }
            settling.countDown();
            boolean interrupted = false;
            while (line.closed.getCount() > 0) {
                try {
                    line.closed.await();
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void listen(FakeLine line) throws IOException {
            over.countDown();
            throw new IOException("over");
        }

        @Override
        public boolean isOpen() {
            return false;
        }
    }
}
