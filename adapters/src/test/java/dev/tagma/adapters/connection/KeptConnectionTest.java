package dev.tagma.adapters.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void aConversationThatWasOpenIsNeverGivenUp() throws InterruptedException {
        List<String> given = new CopyOnWriteArrayList<>();
        FakeWire working = new FakeWire();
        working.open = true;
        working.silent.set(3);
        CompletableFuture<String> ready = new CompletableFuture<>();

        try (KeptConnection<FakeLine> kept = hasty(working)) {
            kept.open(() -> ready.complete("ready"), given::add);
            working.settling.await();
            working.answers.countDown();

            assertThat(ready.join()).isEqualTo("ready");
        }

        assertThat(given).isEmpty();
    }

    @Test
    void aConversationThatWasNeverOpenedIsGivenUp() {
        CompletableFuture<String> failure = new CompletableFuture<>();
        FakeWire dead = new FakeWire();
        dead.silent.set(Integer.MAX_VALUE);

        try (KeptConnection<FakeLine> kept = hasty(dead)) {
            kept.open(() -> {}, failure::complete);

            assertThat(failure.join())
                    .startsWith("Fake could not be spoken to within")
                    .endsWith("nobody answers");
        }
    }

    @Test
    void whatIsToldWhileItSettlesHoldsNoLongerWhenItBreaksThen() throws InterruptedException {
        FakeWire breaking = new FakeWire();
        breaking.open = true;
        breaking.silent.set(1);

        try (KeptConnection<FakeLine> kept = hasty(breaking)) {
            kept.open(() -> {}, reason -> {});
            breaking.settling.await();

            assertThat(observed)
                    .containsExactly(
                            new Observation.CarrierChanged(Source.PROTOCOL, new Carrier.Broken("nobody answers")));
        }
    }

    private KeptConnection<FakeLine> hasty(FakeWire over) {
        return new KeptConnection<>("Fake", over, observed::add, new Pulse(), Duration.ZERO);
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
        private final CountDownLatch answers = new CountDownLatch(1);
        private volatile boolean refuses;
        private volatile boolean open;
        private final AtomicInteger silent = new AtomicInteger();

        @Override
        public FakeLine connect() {
            FakeLine made = new FakeLine();
            line.complete(made);
            return made;
        }

        @Override
        public void settle(FakeLine line) throws IOException, RefusedException {
            if (silent.getAndDecrement() > 0) {
                throw new IOException("nobody answers");
            }
            if (refuses) {
                throw new RefusedException("no such thing");
            }
            settling.countDown();
            boolean interrupted = false;
            while (line.closed.getCount() > 0 && answers.getCount() > 0) {
                try {
                    answers.await();
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
            return open;
        }
    }
}
