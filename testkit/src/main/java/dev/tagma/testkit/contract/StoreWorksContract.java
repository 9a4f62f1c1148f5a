package dev.tagma.testkit.contract;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import dev.tagma.spi.store.Writes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Works are atomic, run one at a time and do not harm each other; queries see whole states. */
interface StoreWorksContract {

    Store store();

    @Test
    default void aWorkSeesItsOwnChanges() {
        List<Object> seen = store().write(writes -> {
            writes.put(session(1));
            writes.append(TENANT, Optional.of(sessionId(1)), T0, event("one"));
            return List.of(
                    writes.sessions(TENANT).size(),
                    writes.events(TENANT, Optional.empty(), 0, 9).size(),
                    writes.eventRange(TENANT).newest());
        });

        assertThat(seen).containsExactly(1, 1, 1L);
    }

    @Test
    default void aWorkThatThrowsLeavesNoTraceAndItsCallerGetsTheException() {
        IllegalArgumentException thrown = new IllegalArgumentException("no");

        assertThatThrownBy(() -> store().write(writes -> {
                    changeEverything(writes);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(untouched()).isTrue();
    }

    @Test
    default void aWorkThatDiesOfAnErrorLeavesNoTraceEither() {
        assertThatThrownBy(() -> store().write(writes -> {
                    changeEverything(writes);
                    throw new AssertionError("died");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("died");

        assertThat(untouched()).isTrue();
    }

    private static void changeEverything(Writes writes) {
        writes.put(session(1));
        writes.put(message(1, sessionId(1), 1));
        writes.put(StoreSamples.request(1, sessionId(1)));
        writes.put(StoreSamples.turn(sessionId(1), 1));
        writes.record(TENANT, sessionId(1), StoreSamples.fact(1));
        writes.append(TENANT, Optional.of(sessionId(1)), T0, event("one"));
    }

    private boolean untouched() {
        return store().<Boolean>read(reads -> reads.allSessions().isEmpty()
                && reads.messages(TENANT, sessionId(1), 0, 9).isEmpty()
                && reads.requests(TENANT, sessionId(1), 9).isEmpty()
                && reads.turns(TENANT, sessionId(1), 0, 9).isEmpty()
                && reads.factHistory(TENANT, sessionId(1), 9).isEmpty()
                && reads.eventRange(TENANT).newest() == 0);
    }

    @Test
    default void aFailingWorkUndoesReplacementsToo() {
        store().write(writes -> {
            writes.put(session(1));
            return true;
        });

        assertThatThrownBy(() -> store().write(writes -> {
                    writes.put(session(1).withHandleOfProcess("gone"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(store().<Boolean>read(reads -> reads.sessions(TENANT).equals(List.of(session(1)))))
                .isTrue();
    }

    @Test
    default void failingWorksDoNotHarmTheirNeighbours() throws Exception {
        List<Future<Long>> outcomes;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            outcomes = IntStream.range(0, 600)
                    .mapToObj(number -> callers.submit(() -> store().<Long>write(writes -> {
                        long sequence = writes.append(TENANT, Optional.empty(), T0, event("work " + number))
                                .sequence();
                        writes.put(session(number));
                        if (number % 3 == 0) {
                            throw new IllegalStateException("work " + number);
                        }
                        return sequence;
                    })))
                    .toList();
        }

        for (int number = 0; number < outcomes.size(); number++) {
            assertThat(outcomes.get(number).state())
                    .isEqualTo(number % 3 == 0 ? Future.State.FAILED : Future.State.SUCCESS);
        }
        assertThat(store().<Integer>read(reads -> reads.sessions(TENANT).size()))
                .isEqualTo(400);
        assertThat(store().<List<Long>>read(reads -> reads.events(TENANT, Optional.empty(), 0, 1_000).stream()
                        .map(event -> event.sequence())
                        .toList()))
                .isEqualTo(IntStream.rangeClosed(1, 400).mapToObj(Long::valueOf).toList());
    }

    @Test
    default void aWorkMustNotCallTheStoreAgain() {
        assertThatThrownBy(() -> store().write(writes -> store().write(again -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not call the store again");
        assertThatThrownBy(() -> store().write(writes -> store().read(again -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().read(reads -> store().write(again -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().read(reads -> store().read(again -> true)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void anInterruptedCallerStillLearnsWhatBecameOfItsWork() {
        Thread.currentThread().interrupt();

        boolean written = store().<Boolean>write(writes -> {
            writes.put(session(1));
            return true;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(written).isTrue();
        assertThat(store().<Integer>read(reads -> reads.sessions(TENANT).size()))
                .isEqualTo(1);
    }

    @Test
    default void aQuerySeesEveryWriteThatReturnedBefore() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = IntStream.range(0, 200)
                    .mapToObj(number -> callers.submit(() -> {
                        store().write(writes -> {
                            writes.put(session(number));
                            return true;
                        });
                        return store().<Boolean>read(reads ->
                                reads.session(TENANT, sessionId(number)).isPresent());
                    }))
                    .toList();
            for (Future<Boolean> seen : all) {
                assertThat(seen.get()).isTrue();
            }
        }
    }

    @Test
    default void aQuerySeesOneStateWhileOthersWrite() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> writer = callers.submit(() -> {
                int written = 0;
                while (!over.get()) {
                    int number = ++written;
                    store().write(writes -> {
                        writes.put(message(number, sessionId(1), number));
                        return writes.append(TENANT, Optional.empty(), T0, event("message " + number));
                    });
                    begun.countDown();
                }
                return written;
            });
            begun.await();
            boolean whole = IntStream.range(0, 200)
                    .allMatch(round -> store().<Boolean>read(reads -> {
                        long events = reads.eventRange(TENANT).newest();
                        long messages = events
                                - 1
                                + reads.messages(TENANT, sessionId(1), events - 1, 9)
                                        .size();
                        return events == messages
                                && events == reads.eventRange(TENANT).newest();
                    }));
            over.set(true);

            assertThat(whole).isTrue();
            assertThat(writer.get()).isPositive();
        }
    }

    @Test
    default void whatIsWrittenThroughIsWritten() {
        store().writeThrough(writes -> {
            writes.put(session(1));
            return true;
        });

        assertThat(store().<Integer>read(reads -> reads.sessions(TENANT).size()))
                .isEqualTo(1);
    }

    @Test
    default void aClosedStoreRefusesEverything() {
        store().close();

        assertThatThrownBy(() -> store().write(writes -> true))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store().read(reads -> true))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store().subscribe(events -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    @Test
    default void closingTwiceIsHarmless() {
        store().close();
        store().close();
    }
}
