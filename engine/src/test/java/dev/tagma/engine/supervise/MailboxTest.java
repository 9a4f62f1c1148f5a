package dev.tagma.engine.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.engine.Problem;
import dev.tagma.spi.store.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MailboxTest {

    private final AtomicInteger rechecks = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Mailbox mailbox = new Mailbox(
            "session-test",
            Clock.systemUTC(),
            rechecks::incrementAndGet,
            failed -> failures.add(String.valueOf(failed.getMessage())));

    @AfterEach
    void end() {
        mailbox.close();
    }

    @Test
    void goesOnWhateverWorkThrows() {
        mailbox.open();

        mailbox.post(() -> {
            throw new IllegalStateException("unforeseen");
        });
        mailbox.post(() -> {
            throw new OutOfMemoryError("of a test");
        });

        assertThat(mailbox.ask(() -> "still there")).isEqualTo("still there");
    }

    @Test
    void givesWhoeverAskedWhatTheWorkThrew() {
        mailbox.open();

        assertThatThrownBy(() -> mailbox.ask(() -> {
                    throw new StoreException("the disk is full");
                }))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void triesPostedWorkAgainUntilTheStoreTakesItAndThinksAnewThen() {
        mailbox.open();
        AtomicInteger tries = new AtomicInteger();

        mailbox.post(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new StoreException("the disk is full");
            }
        });

        await().until(() -> rechecks.get() == 1);
        assertThat(tries).hasValue(2);
        assertThat(failures).containsExactly("the disk is full");
    }

    @Test
    void letsNobodyWaitForWorkThatIsNeverDone() throws Exception {
        mailbox.open();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        mailbox.post(() -> {
            busy.countDown();
            awaitUninterrupted(release);
        });
        busy.await();
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> mailbox.ask(() -> "done"));

        mailbox.close();

        assertThatThrownBy(asked::join).hasCauseInstanceOf(Problem.class);
        assertThatThrownBy(() -> mailbox.ask(() -> "too late")).isInstanceOf(Problem.class);
        release.countDown();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
