package dev.tagma.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.EventLog.Gap;
import dev.tagma.engine.EventLog.Portion;
import dev.tagma.spi.store.Retention;
import dev.tagma.testkit.fake.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventFeedTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final SessionId OTTER = new SessionId(new UUID(0, 1));
    private static final SessionId OWL = new SessionId(new UUID(0, 2));

    private final MemoryStore store = new MemoryStore();
    private final EventFeed feed = new EventFeed(store);

    @Test
    void whatIsPrunedBetweenTwoPortionsOfASessionIsSaidWithTheNext() throws InterruptedException {
        append(OTTER, 10);
        EventLog.Reader reader = after(0);
        assertThat(sequences(reader.next(2, Duration.ZERO))).containsExactly(1L, 2L);

        keep(3);
        Portion portion = reader.next(100, Duration.ZERO);

        assertThat(portion.gap()).contains(new Gap(3, 7));
        assertThat(sequences(portion)).containsExactly(8L, 9L, 10L);
        assertThat(reader.next(100, Duration.ZERO)).isEqualTo(new Portion(Optional.empty(), List.of(), 10));
    }

    @Test
    void aGapIsSaidEvenWhereNothingFollowsIt() throws InterruptedException {
        append(OTTER, 10);
        EventLog.Reader reader = after(0);

        store.write(writes -> writes.pruneEvents(new Retention(Duration.ZERO, 0, 0), NOW.plusSeconds(1)));

        assertThat(reader.next(100, Duration.ofMinutes(1)))
                .isEqualTo(new Portion(Optional.of(new Gap(1, 10)), List.of(), 10));
    }

    @Test
    void whatWasLookedThroughAndWasNotForTheReaderIsNoGapForIt() throws InterruptedException {
        append(OTTER, 1);
        append(OWL, 9);
        EventLog.Reader reader = after(0);
        assertThat(sequences(reader.next(100, Duration.ZERO))).containsExactly(1L);

        keep(1);
        append(OTTER, 1);

        assertThat(reader.next(100, Duration.ZERO).gap()).isEmpty();
    }

    @Test
    void aReaderThatWaitsIsWokenAndHearsOfEveryEventOrOfItsLoss() throws InterruptedException {
        int count = 2_000;
        EventLog.Reader reader = after(0);
        Thread log = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < count; i++) {
                append(i % 3 == 0 ? OWL : OTTER, 1);
                if (i % 7 == 0) {
                    keep(2);
                }
            }
        });

        Set<Long> accounted = new HashSet<>();
        long through = 0;
        while (through < count) {
            Portion portion = reader.next(3, Duration.ofMinutes(1));
            portion.gap()
                    .ifPresent(
                            gap -> LongStream.rangeClosed(gap.from(), gap.to()).forEach(accounted::add));
            accounted.addAll(sequences(portion));
            assertThat(portion.through()).isGreaterThan(through);
            through = portion.through();
        }
        log.join();

        assertThat(accounted)
                .containsAll(LongStream.rangeClosed(1, count)
                        .filter(sequence -> sequence % 3 != 1)
                        .boxed()
                        .toList());
    }

    private EventLog.Reader after(long sequence) {
        return feed.after(TenantId.DEFAULT, Optional.of(OTTER), sequence);
    }

    private static List<Long> sequences(Portion portion) {
        return portion.events().stream().map(Event::sequence).toList();
    }

    private void append(SessionId session, int count) {
        store.write(writes -> {
            for (int i = 0; i < count; i++) {
                writes.append(
                        TenantId.DEFAULT,
                        Optional.of(session),
                        NOW,
                        new EventData.SessionRemoved("anna", Optional.empty()));
            }
            return true;
        });
    }

    private void keep(int rows) {
        store.write(writes -> writes.pruneEvents(new Retention(Duration.ofDays(1), rows, 1 << 20), NOW));
    }
}
