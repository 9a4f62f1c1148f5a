package dev.tagma.engine.retain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Store;
import dev.tagma.testkit.fake.FakeWorkspaces;
import dev.tagma.testkit.fake.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final HandClock clock = new HandClock();
    private final Store store = new MemoryStore();
    private final AtomicInteger collected = new AtomicInteger();

    @Test
    void eventsGoWhenTheyAreOldAndNotBefore() {
        append(3);
        clock.forward(WEEK.minusSeconds(1));
        append(2);

        round(new Retention(WEEK, 1_000, 1 << 20)).run();
        assertThat(kept()).isEqualTo(5);

        clock.forward(Duration.ofSeconds(2));
        round(new Retention(WEEK, 1_000, 1 << 20)).run();
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void aRoundGoesOnUntilNothingIsTooMuch() {
        append(5_000);

        round(new Retention(WEEK, 10, 1 << 20)).run();

        assertThat(kept()).isEqualTo(10);
        assertThat(collected).hasValue(1);
    }

    @Test
    void anInterruptedRoundEndsEarlyAndTheNextOneFinishes() {
        append(50);
        Thread.currentThread().interrupt();
        round(new Retention(WEEK, 10, 1 << 20)).run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept()).isEqualTo(50);
        assertThat(collected).hasValue(0);

        round(new Retention(WEEK, 10, 1 << 20)).run();
        assertThat(kept()).isEqualTo(10);
    }

    @Test
    void aRoundRunsAtTheStartAndAgainWhenEnoughWasAppended() throws InterruptedException {
        Semaphore rounds = new Semaphore(0);
        try (var schedule = new RetentionSchedule(store, rounds::release, Duration.ofDays(1), 100)) {
            schedule.open();
            assertThat(rounds.tryAcquire(1, TimeUnit.MINUTES)).isTrue();

            append(100);

            assertThat(rounds.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void aRoundRunsAgainWhenTheIntervalHasGoneBy() throws InterruptedException {
        Semaphore rounds = new Semaphore(0);
        try (var schedule = new RetentionSchedule(store, rounds::release, Duration.ofMillis(1), 100)) {
            schedule.open();

            assertThat(rounds.tryAcquire(3, 1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private RetentionRound round(Retention retention) {
        return new RetentionRound(store, new FakeWorkspaces(clock), retention, 10, clock, collected::incrementAndGet);
    }

    private void append(int count) {
        store.write(writes -> {
            for (int i = 0; i < count; i++) {
                writes.append(
                        TenantId.DEFAULT,
                        Optional.empty(),
                        clock.instant(),
                        new EventData.SessionRemoved("anna", Optional.empty()));
            }
            return true;
        });
    }

    private int kept() {
        return store.read(reads -> reads.events(TenantId.DEFAULT, Optional.empty(), 0, 100_000))
                .size();
    }

    private static final class HandClock extends Clock {

        private Instant now = Instant.parse("2026-11-20T10:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
