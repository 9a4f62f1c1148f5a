package dev.tagma.testkit.contract;

import static dev.tagma.testkit.contract.StoreSamples.OTHER_TENANT;
import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.event.Event;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Subscribers are told of every commit, in order, after it, and cannot harm anyone. */
interface StoreSubscriptionsContract {

    Duration PATIENCE = Duration.ofSeconds(30);

    Store store();

    private Event append(TenantId tenant, String what) {
        return store().write(writes -> writes.append(tenant, Optional.empty(), T0, event(what)));
    }

    @Test
    default void aListenerIsToldEverythingInCommitOrderFromOneThread() {
        List<Event> told = new CopyOnWriteArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        store().subscribe(events -> {
            threads.add(Thread.currentThread());
            told.addAll(events);
        });

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 300).forEach(number -> callers.execute(() -> append(TENANT, "e" + number)));
        }

        await().atMost(PATIENCE).until(() -> told.size() >= 300);
        assertThat(told)
                .isEqualTo(store().<List<Event>>read(reads -> reads.events(TENANT, Optional.empty(), 0, 1_000)));
        assertThat(threads).hasSize(1);
    }

    @Test
    default void oneWorkIsToldInTheOrderOfItsAppends() {
        List<Event> told = new CopyOnWriteArrayList<>();
        store().subscribe(told::addAll);

        List<Event> appended = store().write(writes -> List.of(
                writes.append(TENANT, Optional.empty(), T0, event("a")),
                writes.append(OTHER_TENANT, Optional.empty(), T0, event("b")),
                writes.append(TENANT, Optional.empty(), T0, event("c"))));

        await().atMost(PATIENCE).until(() -> told.size() >= 3);
        assertThat(told).isEqualTo(appended);
    }

    @Test
    default void whatAListenerIsToldCanBeRead() {
        List<Boolean> readable = new CopyOnWriteArrayList<>();
        store().subscribe(events -> events.forEach(event -> readable.add(store().<Boolean>read(reads ->
                reads.events(TENANT, Optional.empty(), event.sequence() - 1, 1).equals(List.of(event))))));

        IntStream.range(0, 100).forEach(number -> append(TENANT, "e" + number));

        await().atMost(PATIENCE).until(() -> readable.size() >= 100);
        assertThat(readable).doesNotContain(false);
    }

    @Test
    default void aFailedWorkIsNotTold() {
        List<Event> told = new CopyOnWriteArrayList<>();
        store().subscribe(told::addAll);

        assertThatThrownBy(() -> store().write(writes -> {
                    writes.append(TENANT, Optional.empty(), T0, event("never"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        Event after = append(TENANT, "after");

        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        assertThat(told).containsExactly(after);
    }

    @Test
    default void whatWasCommittedBeforeTheSubscriptionIsNotTold() {
        append(TENANT, "before");
        // By now a commit has gone through after the first one: nothing of that is still on its way.
        append(TENANT, "between");
        List<Event> told = new CopyOnWriteArrayList<>();
        store().subscribe(told::addAll);
        Event after = append(TENANT, "after");

        await().atMost(PATIENCE).until(() -> told.contains(after));
        assertThat(told).extracting(Event::data).doesNotContain(event("before"));
    }

    @Test
    default void aThrowingListenerIsToldOnAndHarmsNobody() {
        List<Event> other = new CopyOnWriteArrayList<>();
        List<Event> thrower = new CopyOnWriteArrayList<>();
        store().subscribe(events -> {
            thrower.addAll(events);
            throw new IllegalStateException("a listener that always throws; this is part of the test");
        });
        store().subscribe(other::addAll);

        Event first = append(TENANT, "first");
        Event second = append(TENANT, "second");

        await().atMost(PATIENCE).until(() -> other.size() == 2 && thrower.size() == 2);
        assertThat(other).containsExactly(first, second);
        assertThat(thrower).containsExactly(first, second);
    }

    @Test
    default void aStuckListenerDelaysNobodyAndMissesNothing() {
        CountDownLatch release = new CountDownLatch(1);
        List<Long> stuck = new CopyOnWriteArrayList<>();
        List<Long> quick = new CopyOnWriteArrayList<>();
        store().subscribe(events -> {
            awaitUninterruptibly(release);
            stuck.addAll(events.stream().map(Event::sequence).toList());
        });
        store().subscribe(events ->
                quick.addAll(events.stream().map(Event::sequence).toList()));

        // More than any listener may be queued for.
        int works = 25;
        int perWork = 1_000;
        for (int work = 0; work < works; work++) {
            store().write(writes -> IntStream.range(0, perWork)
                    .mapToObj(number -> writes.append(TENANT, Optional.empty(), T0, event("e" + number)))
                    .toList()
                    .size());
        }
        await().atMost(PATIENCE).until(() -> quick.size() == works * perWork);
        assertThat(stuck).isEmpty();
        release.countDown();
        append(TENANT, "last");

        List<Long> all = LongStream.rangeClosed(1, works * perWork + 1).boxed().toList();
        await().atMost(PATIENCE).until(() -> stuck.size() >= all.size() && quick.size() >= all.size());
        assertThat(stuck).isEqualTo(all);
        assertThat(quick).isEqualTo(all);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void aClosedSubscriptionIsToldNothingMore() {
        List<Event> closed = new CopyOnWriteArrayList<>();
        List<Event> open = new CopyOnWriteArrayList<>();
        Store.Subscription subscription = store().subscribe(closed::addAll);
        store().subscribe(open::addAll);
        Event first = append(TENANT, "first");
        await().atMost(PATIENCE).until(() -> closed.contains(first) && open.contains(first));

        subscription.close();
        subscription.close();
        Event second = append(TENANT, "second");

        await().atMost(PATIENCE).until(() -> open.contains(second));
        assertThat(closed).containsExactly(first);
    }

    @Test
    default void aListenerMayWriteAndEndItsOwnSubscription() {
        List<Event> told = new CopyOnWriteArrayList<>();
        CopyOnWriteArrayList<Store.Subscription> own = new CopyOnWriteArrayList<>();
        CountDownLatch known = new CountDownLatch(1);
        own.add(store().subscribe(events -> {
            awaitUninterruptibly(known);
            told.addAll(events);
            own.getFirst().close();
            append(OTHER_TENANT, "written by a listener");
        }));
        known.countDown();
        append(TENANT, "first");

        await().atMost(PATIENCE)
                .until(() -> store().<Boolean>read(
                                reads -> reads.eventRange(OTHER_TENANT).newest() == 1));
        assertThat(told).hasSize(1);
    }
}
