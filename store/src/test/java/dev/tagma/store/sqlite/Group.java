package dev.tagma.store.sqlite;

import dev.tagma.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Makes several callers' works share one commit, in a known order. */
final class Group {

    private Group() {}

    /** Lets the calls queue up one behind the other while the writer is held, and yields what each returned. */
    static <T> List<T> run(Store store, List<Function<Store, T>> calls) {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> store.write(writes -> {
                    held.countDown();
                    await(release);
                    return true;
                }));
        await(held);
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Function<Store, T> call : calls) {
            FutureTask<T> task = new FutureTask<>(() -> call.apply(store));
            Thread thread = Thread.ofVirtual().start(task);
            while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
                Thread.onSpinWait();
            }
            tasks.add(task);
        }
        release.countDown();
        join(first);
        return tasks.stream().map(Group::result).toList();
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("A call failed", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a test", e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a test", e);
        }
    }
}
