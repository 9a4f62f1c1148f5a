package dev.tagma.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {

    private final CountDownLatch wentOn = new CountDownLatch(1);

    @Test
    void goesOnAfterWhateverAStepThrows() throws InterruptedException {
        Queue<Supplier<Error>> errors = new ConcurrentLinkedQueue<>();
        errors.add(() -> {
            throw new IllegalStateException("a fault of ours");
        });
        errors.add(() -> new OutOfMemoryError("for a while"));
        errors.add(StackOverflowError::new);
        errors.add(() -> new AssertionError("a fault of ours"));
        try (Loop loop = new Loop(
                "survivor",
                () -> {
                    Supplier<Error> next = errors.poll();
                    if (next != null) {
                        throw next.get();
                    }
                    wentOn.countDown();
                    park();
                },
                Duration.ofMillis(1))) {
            loop.open();

            assertThat(wentOn.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStrayInterruptionEndsOneStepOnly() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Loop loop = new Loop(
                "interrupted",
                () -> {
                    if (interrupted.getCount() > 0) {
                        Thread.currentThread().interrupt();
                        interrupted.countDown();
                    } else {
                        wentOn.countDown();
                    }
                    park();
                },
                Duration.ofMillis(1))) {
            loop.open();

            assertThat(wentOn.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingEndsTheStepThatWaits() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Loop loop = new Loop("closed", () -> {
            wentOn.countDown();
            try {
                park();
            } finally {
                ended.countDown();
            }
        });
        loop.open();
        assertThat(wentOn.await(30, TimeUnit.SECONDS)).isTrue();

        loop.close();

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.isClosed()).isTrue();
    }

    private static void park() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
