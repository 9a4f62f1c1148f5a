package dev.tagma.app.daemon;

import java.util.concurrent.CountDownLatch;

/**
 * Tells the thread that runs the daemon to end it. Only that thread closes anything: a signal of the system only asks it to,
 * and waits until it has.
 */
final class StopSignal {

    private final CountDownLatch raised = new CountDownLatch(1);

    void raise() {
        raised.countDown();
    }

    void await() throws InterruptedException {
        raised.await();
    }

    /** What is to run when the system ends this process: it asks the runner to end the daemon, as a command does. */
    Runnable endingBy(Thread runner) {
        return () -> {
            raise();
            try {
                runner.join();
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
