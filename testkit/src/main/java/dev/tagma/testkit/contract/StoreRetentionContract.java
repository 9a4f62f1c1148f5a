package dev.tagma.testkit.contract;

import static dev.tagma.testkit.contract.StoreSamples.OTHER_TENANT;
import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.fact;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.messageId;
import static dev.tagma.testkit.contract.StoreSamples.request;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static dev.tagma.testkit.contract.StoreSamples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.Event;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.store.Reads.EventRange;
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The oldest goes first, in portions, and the numbers go on. */
interface StoreRetentionContract {

    Duration FOR_EVER = Duration.ofDays(36_500);

    Store store();

    private void appendAt(TenantId tenant, Instant... times) {
        store().write(writes -> {
            for (Instant time : times) {
                writes.append(tenant, Optional.of(sessionId(1)), time, event("at " + time));
            }
            return true;
        });
    }

    /** Calls until nothing more goes, each time in a work of its own; tells how many went in all. */
    private int untilDone(ToIntFunction<Writes> prune) {
        int gone = 0;
        int portion;
        do {
            portion = store().<Integer>write(prune::applyAsInt);
            gone += portion;
        } while (portion > 0);
        return gone;
    }

    private int pruneEvents(Retention retention) {
        return untilDone(writes -> writes.pruneEvents(retention, T0));
    }

    private EventRange range(TenantId tenant) {
        return store().read(reads -> reads.eventRange(tenant));
    }

    @Test
    default void nothingGoesWithinTheLimits() {
        appendAt(TENANT, T0, T0, T0);

        assertThat(pruneEvents(new Retention(FOR_EVER, 3, 1_000_000))).isZero();
        assertThat(range(TENANT)).isEqualTo(new EventRange(1, 3));
    }

    @Test
    default void whatIsTooOldGoes() {
        appendAt(TENANT, T0.minusSeconds(30), T0.minusSeconds(20), T0.minusSeconds(10), T0);

        assertThat(pruneEvents(new Retention(Duration.ofSeconds(15), 100, 1_000_000)))
                .isEqualTo(2);

        assertThat(range(TENANT)).isEqualTo(new EventRange(3, 4));
        assertThat(store().<List<Long>>read(reads -> reads.events(TENANT, Optional.of(sessionId(1)), 0, 9).stream()
                        .map(Event::sequence)
                        .toList()))
                .containsExactly(3L, 4L);
    }

    @Test
    default void ayoungEventKeepsAllThatFollowItWhateverTheirClockSaid() {
        appendAt(TENANT, T0.minusSeconds(30), T0, T0.minusSeconds(30), T0);

        assertThat(pruneEvents(new Retention(Duration.ofSeconds(15), 100, 1_000_000)))
                .isEqualTo(1);
        assertThat(range(TENANT)).isEqualTo(new EventRange(2, 4));
    }

    @Test
    default void whatIsTooMuchGoesPerTenant() {
        appendAt(TENANT, T0, T0, T0, T0, T0);
        appendAt(OTHER_TENANT, T0, T0);

        assertThat(pruneEvents(new Retention(FOR_EVER, 2, 1_000_000))).isEqualTo(3);

        assertThat(range(TENANT)).isEqualTo(new EventRange(4, 5));
        assertThat(range(OTHER_TENANT)).isEqualTo(new EventRange(1, 2));
    }

    @Test
    default void whatTakesTooMuchRoomGoes() {
        store().write(writes -> {
            IntStream.range(0, 100)
                    .forEach(number -> writes.append(TENANT, Optional.empty(), T0, event("x".repeat(1_000))));
            return true;
        });

        pruneEvents(new Retention(FOR_EVER, 1_000, 20_000));

        long kept = range(TENANT).newest() - range(TENANT).oldest() + 1;
        assertThat(kept).isBetween(10L, 20L);
        assertThat(pruneEvents(new Retention(FOR_EVER, 1_000, 20_000))).isZero();
        assertThat(range(TENANT).newest()).isEqualTo(100);
    }

    @Test
    default void theNumbersGoOnWhenEverythingIsGone() {
        appendAt(TENANT, T0.minusSeconds(30), T0.minusSeconds(20));

        pruneEvents(new Retention(Duration.ofSeconds(1), 100, 1_000_000));

        assertThat(range(TENANT)).isEqualTo(new EventRange(3, 2));
        appendAt(TENANT, T0);
        assertThat(range(TENANT)).isEqualTo(new EventRange(3, 3));
    }

    @Test
    default void aGreatBacklogGoesInPortions() {
        for (int work = 0; work < 5; work++) {
            store().write(writes -> {
                IntStream.range(0, 1_000)
                        .forEach(number -> writes.append(TENANT, Optional.empty(), T0, event("e" + number)));
                return true;
            });
        }

        int first = store().<Integer>write(writes -> writes.pruneEvents(new Retention(FOR_EVER, 10, 1_000_000), T0));

        assertThat(first).isPositive().isLessThan(4_990);
        assertThat(range(TENANT).oldest()).isEqualTo(first + 1);
        assertThat(pruneEvents(new Retention(FOR_EVER, 10, 1_000_000))).isEqualTo(4_990 - first);
        assertThat(range(TENANT)).isEqualTo(new EventRange(4_991, 5_000));
    }

    @Test
    default void anAgeBeyondAllTimeKeepsEverything() {
        appendAt(TENANT, T0);

        assertThat(pruneEvents(new Retention(Duration.ofSeconds(Long.MAX_VALUE), 100, 1_000_000)))
                .isZero();
    }

    @Test
    default void aFailedPruningTakesNothing() {
        appendAt(TENANT, T0, T0, T0);

        boolean failed = false;
        try {
            store().write(writes -> {
                writes.pruneEvents(new Retention(FOR_EVER, 1, 1_000_000), T0);
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException e) {
            failed = true;
        }

        assertThat(failed).isTrue();
        assertThat(range(TENANT)).isEqualTo(new EventRange(1, 3));
    }

    @Test
    default void factsAreLimitedToo() {
        store().write(writes -> {
            IntStream.rangeClosed(1, 10).forEach(number -> writes.record(TENANT, sessionId(1), fact(number)));
            return true;
        });

        int gone = untilDone(
                writes -> writes.pruneFacts(new Retention(Duration.ofSeconds(5), 4, 1_000_000), T0.plusSeconds(10)));

        assertThat(gone).isEqualTo(6);
        assertThat(store().<Object>read(reads -> reads.factHistory(TENANT, sessionId(1), 100)))
                .isEqualTo(List.of(fact(10), fact(9), fact(8), fact(7)));
    }

    @Test
    default void sessionsRemovedLongAgoAreForgottenWithAllThatIsTheirs() {
        store().write(writes -> {
            for (int number : List.of(1, 2, 3)) {
                writes.put(message(number, sessionId(number), 1));
                writes.put(request(number, sessionId(number)));
                writes.put(turn(sessionId(number), 1));
            }
            writes.put(session(1).removedAt(T0.minusSeconds(60)));
            writes.put(session(2).removedAt(T0.minusSeconds(1)));
            writes.put(session(3));
            return true;
        });

        int gone = untilDone(writes -> writes.pruneRemoved(new Retention(Duration.ofSeconds(30), 1, 1), T0));

        assertThat(gone).isEqualTo(4);
        assertThat(store().<List<Boolean>>read(reads -> IntStream.of(1, 2, 3)
                        .mapToObj(number -> reads.session(TENANT, sessionId(number))
                                        .isPresent()
                                && reads.message(TENANT, messageId(number)).isPresent()
                                && reads.requests(TENANT, sessionId(number), 9).size() == 1
                                && reads.lastTurn(TENANT, sessionId(number)).isPresent())
                        .toList()))
                .containsExactly(false, true, true);
        assertThat(store().<Boolean>read(
                                reads -> reads.message(TENANT, messageId(1)).isEmpty()
                                        && reads.inbox(TENANT, sessionId(1)).isEmpty()))
                .isTrue();
    }
}
