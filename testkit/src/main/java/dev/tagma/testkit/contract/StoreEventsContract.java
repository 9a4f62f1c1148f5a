package dev.tagma.testkit.contract;

import static dev.tagma.testkit.contract.StoreSamples.OTHER_TENANT;
import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The log of events: dense per tenant, in commit order, readable from anywhere. */
interface StoreEventsContract {

    Store store();

    private Event append(TenantId tenant, Optional<SessionId> session, EventData data) {
        return store().write(writes -> writes.append(tenant, session, T0, data));
    }

    private List<Long> sequences(TenantId tenant, Optional<SessionId> session, long after, int limit) {
        return store().read(reads -> reads.events(tenant, session, after, limit).stream()
                .map(Event::sequence)
                .toList());
    }

    @Test
    default void everyTypeOfEventComesBackUnchanged() {
        List<EventData> all = new ArrayList<>(StoreSamples.events());
        all.addAll(StoreSamples.sparseEvents());

        List<Event> appended = all.stream()
                .map(data -> append(TENANT, Optional.of(sessionId(1)), data))
                .toList();

        assertThat(appended).extracting(Event::data).isEqualTo(all);
        assertThat(store().<List<Event>>read(reads -> reads.events(TENANT, Optional.empty(), 0, 1_000)))
                .isEqualTo(appended);
    }

    @Test
    default void anEventMayBelongToNoSession() {
        Event appended = append(TENANT, Optional.empty(), event("one"));

        assertThat(appended).isEqualTo(new Event(TENANT, 1, T0, Optional.empty(), event("one")));
        assertThat(store().<List<Event>>read(reads -> reads.events(TENANT, Optional.empty(), 0, 9)))
                .containsExactly(appended);
    }

    @Test
    default void sequencesAreDensePerTenant() {
        long first = append(TENANT, Optional.empty(), event("a")).sequence();
        long elsewhere = append(OTHER_TENANT, Optional.empty(), event("b")).sequence();
        long second = append(TENANT, Optional.empty(), event("c")).sequence();

        assertThat(List.of(first, elsewhere, second)).containsExactly(1L, 1L, 2L);
    }

    @Test
    default void oneWorkMayAppendManyEventsForManyTenants() {
        List<Long> sequences = store().write(writes -> IntStream.range(0, 6)
                .mapToObj(number -> writes.append(
                                number % 2 == 0 ? TENANT : OTHER_TENANT, Optional.empty(), T0, event("e" + number))
                        .sequence())
                .toList());

        assertThat(sequences).containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
    }

    @Test
    default void aFailedWorkLeavesNoHole() {
        append(TENANT, Optional.empty(), event("one"));
        assertThatThrownBy(() -> store().write(writes -> {
                    writes.append(TENANT, Optional.empty(), T0, event("never"));
                    writes.append(OTHER_TENANT, Optional.empty(), T0, event("never"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(append(TENANT, Optional.empty(), event("two")).sequence()).isEqualTo(2);
        assertThat(append(OTHER_TENANT, Optional.empty(), event("one")).sequence())
                .isEqualTo(1);
    }

    @Test
    default void concurrentAppendsLeaveNoHoleAndGiveNoNumberTwice() throws Exception {
        List<Long> returned = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Event>> all = IntStream.range(0, 500)
                    .mapToObj(number -> callers.submit(() -> append(TENANT, Optional.empty(), event("e" + number))))
                    .toList();
            for (Future<Event> one : all) {
                returned.add(one.get().sequence());
            }
        }

        assertThat(returned)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(sequences(TENANT, Optional.empty(), 0, 1_000))
                .isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
    }

    @Test
    default void eventsAreReadInPagesAfterASequence() {
        IntStream.range(0, 5).forEach(number -> append(TENANT, Optional.empty(), event("e" + number)));

        assertThat(sequences(TENANT, Optional.empty(), 0, 2)).containsExactly(1L, 2L);
        assertThat(sequences(TENANT, Optional.empty(), 2, 2)).containsExactly(3L, 4L);
        assertThat(sequences(TENANT, Optional.empty(), 5, 2)).isEmpty();
        assertThat(sequences(TENANT, Optional.empty(), 99, 2)).isEmpty();
        assertThat(sequences(TENANT, Optional.empty(), 0, 0)).isEmpty();
    }

    @Test
    default void eventsOfOneSessionAreReadApart() {
        append(TENANT, Optional.of(sessionId(1)), event("a"));
        append(TENANT, Optional.of(sessionId(2)), event("b"));
        append(TENANT, Optional.empty(), event("c"));
        append(TENANT, Optional.of(sessionId(1)), event("d"));

        assertThat(sequences(TENANT, Optional.of(sessionId(1)), 0, 9)).containsExactly(1L, 4L);
        assertThat(sequences(TENANT, Optional.of(sessionId(1)), 1, 9)).containsExactly(4L);
        assertThat(sequences(TENANT, Optional.of(sessionId(3)), 0, 9)).isEmpty();
    }

    @Test
    default void theRangeTellsWhatIsKept() {
        assertThat(store().<Reads.EventRange>read(reads -> reads.eventRange(TENANT)))
                .isEqualTo(new Reads.EventRange(1, 0));

        append(TENANT, Optional.empty(), event("a"));
        append(TENANT, Optional.empty(), event("b"));

        assertThat(store().<Reads.EventRange>read(reads -> reads.eventRange(TENANT)))
                .isEqualTo(new Reads.EventRange(1, 2));
    }
}
