package dev.tagma.bench.figure;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.store.sqlite.SqliteStore;
import dev.tagma.testkit.contract.StoreSamples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A store with a past. */
final class FilledStore {

    private static final int BATCH = 5_000;

    private FilledStore() {}

    /** Adds sessions that have stopped, and events of theirs. No daemon may run. */
    static void add(Path file, int sessions, int events) {
        Instant now = Instant.now();
        try (SqliteStore store = new SqliteStore(file, SqliteStore.Options.DEFAULT, Checkpoint.INERT)) {
            store.write(writes -> {
                for (int number = 0; number < sessions; number++) {
                    writes.put(StoreSamples.session(number).reached(Lifecycle.STOPPED, now, "it was stopped"));
                }
                return sessions;
            });
            for (int from = 0; from < events; from += BATCH) {
                int first = from;
                store.write(writes -> {
                    for (int number = first; number < Math.min(events, first + BATCH); number++) {
                        writes.append(
                                StoreSamples.TENANT,
                                Optional.of(StoreSamples.sessionId(number % Math.max(1, sessions))),
                                now,
                                event(number));
                    }
                    return first;
                });
            }
        }
    }

    /** About as long as the event of a status. */
    static EventData event(int number) {
        return new EventData.WorkspaceChanged("measured", "x".repeat(280) + number);
    }
}
