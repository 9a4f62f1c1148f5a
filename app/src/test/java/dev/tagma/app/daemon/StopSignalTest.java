package dev.tagma.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A signal of the system ends the daemon by the thread that runs it, and by no other. */
@Timeout(60)
final class StopSignalTest {

    @Test
    void theRunnerClosesAndTheSystemWaitsForIt() throws Exception {
        var stop = new StopSignal();
        var mayClose = new CountDownLatch(1);
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Thread runner = Thread.ofPlatform().name("runner").start(() -> {
            try (Closer closer = new Closer()) {
                closer.add(() -> done.add("closed by " + Thread.currentThread().getName()));
                stop.await();
                mayClose.await();
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
            }
        });
        Thread shutdown = Thread.ofPlatform().name("shutdown").start(stop.endingBy(runner));

        Awaitility.await().until(() -> shutdown.getState() == Thread.State.WAITING);
        assertThat(done).isEmpty();
        mayClose.countDown();
        shutdown.join();

        assertThat(done).containsExactly("closed by runner");
    }
}
