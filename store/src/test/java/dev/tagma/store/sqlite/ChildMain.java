package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static dev.tagma.testkit.contract.StoreSamples.turn;

import dev.tagma.core.session.SessionId;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Writes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes without end from some threads and prints what is acknowledged. Arguments: the file, how many threads, and
 * perhaps a checkpoint at which to stand still and the number of its passing.
 */
public final class ChildMain {

    static final SessionId SESSION = sessionId(1);

    private ChildMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        Checkpoint checkpoint =
                arguments.length > 3 ? standStillAt(arguments[2], Integer.parseInt(arguments[3])) : Checkpoint.INERT;
        SqliteStore store = new SqliteStore(Path.of(arguments[0]), SqliteStore.Options.DEFAULT, checkpoint);
        for (int thread = 0; thread < threads; thread++) {
            Thread.ofPlatform().start(() -> writeWithoutEnd(store));
        }
        new CountDownLatch(1).await();
    }

    private static void writeWithoutEnd(SqliteStore store) {
        while (true) {
            long sequence = store.<Long>write(ChildMain::step);
            synchronized (System.out) {
                System.out.println(ChildStore.acknowledgement(sequence));
            }
        }
    }

    /** One step touches every kind of row, all under the same number: a torn one would show. */
    private static long step(Writes writes) {
        int number = Math.toIntExact(writes.nextMessageSequence(TENANT, SESSION));
        writes.put(message(number, SESSION, number));
        writes.put(turn(SESSION, number));
        writes.record(TENANT, SESSION, dev.tagma.testkit.contract.StoreSamples.fact(number));
        return writes.append(TENANT, Optional.of(SESSION), T0, event("step " + number))
                .sequence();
    }

    private static Checkpoint standStillAt(String checkpoint, int passing) {
        AtomicInteger passed = new AtomicInteger();
        return name -> {
            if (name.equals(checkpoint) && passed.incrementAndGet() == passing) {
                System.out.println(ChildStore.standingAt(name));
                standStill();
            }
        };
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
