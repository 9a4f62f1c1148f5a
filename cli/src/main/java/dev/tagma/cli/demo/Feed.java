package dev.tagma.cli.demo;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.ServerEvent;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.EventOperations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Brings together what happens elsewhere, in the order in which it came. */
final class Feed implements AutoCloseable {

    private final BlockingQueue<Happening> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Follows all events from the first on. */
    void follow(Ground ground) {
        Ask ask = Ask.of(EventOperations.STREAM).query("follow", "true").query("since", "start");
        start("events", () -> {
            try {
                ground.api().events(ask, Optional.empty()).each(true, this::push);
            } catch (RuntimeException broken) {
                queue.add(new Happening.Broken(broken));
            }
        });
    }

    private void push(ServerEvent event) {
        if (!event.type().equals("gap")) {
            queue.add(new Happening.Pushed(Fields.parse(event.data().orElseThrow())));
        }
    }

    /** Reads what the person types. The thread waits for it to the end of the process. */
    void listen(InputStream input) {
        Thread.ofPlatform().daemon().name("typing").start(() -> {
            try {
                var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    queue.add(new Happening.Typed(line));
                }
            } catch (IOException unreadable) {
                // Then nothing can be typed.
            }
            queue.add(new Happening.NothingTyped());
        });
    }

    private void start(String name, Runnable task) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(task));
    }

    /** The next that happens; none when nothing does for so long. */
    Optional<Happening> next(Duration atMost) {
        try {
            return Optional.ofNullable(queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }

    /** Follows no longer: what stops the daemon from now on is nothing to wait for its return from. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }
}
