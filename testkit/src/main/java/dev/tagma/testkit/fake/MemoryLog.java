package dev.tagma.testkit.fake;

import dev.tagma.core.session.TenantId;
import dev.tagma.spi.store.Reads.EventRange;
import dev.tagma.spi.store.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A log with a dense sequence per tenant. */
final class MemoryLog<T> {

    /** About as many as the real store drops at once. */
    private static final int PORTION = 1_000;

    private final UndoLog undo;
    private final Function<T, Instant> time;
    private final Map<TenantId, NavigableMap<Long, T>> entries = new HashMap<>();
    private final Map<TenantId, Long> newest = new HashMap<>();
    private final Map<TenantId, Long> bytes = new HashMap<>();

    MemoryLog(UndoLog undo, Function<T, Instant> time) {
        this.undo = undo;
        this.time = time;
    }

    NavigableMap<Long, T> of(TenantId tenant) {
        return entries.getOrDefault(tenant, new TreeMap<>());
    }

    long newest(TenantId tenant) {
        return newest.getOrDefault(tenant, 0L);
    }

    EventRange range(TenantId tenant) {
        NavigableMap<Long, T> kept = of(tenant);
        return new EventRange(kept.isEmpty() ? newest(tenant) + 1 : kept.firstKey(), newest(tenant));
    }

    /** Appends an entry under the next sequence. */
    void append(TenantId tenant, T entry) {
        long sequence = newest(tenant) + 1;
        undo.put(entries.computeIfAbsent(tenant, none -> new TreeMap<>()), sequence, entry);
        undo.put(newest, tenant, sequence);
        undo.put(bytes, tenant, bytes.getOrDefault(tenant, 0L) + size(entry));
    }

    /** Drops a portion of the oldest entries that are beyond the limits; returns how many went. */
    int prune(Retention retention, Instant now) {
        int gone = 0;
        for (TenantId tenant : Set.copyOf(entries.keySet())) {
            NavigableMap<Long, T> kept = of(tenant);
            while (gone < PORTION && !kept.isEmpty() && beyond(tenant, kept, retention, now)) {
                Map.Entry<Long, T> oldest = kept.firstEntry();
                undo.put(bytes, tenant, bytes.getOrDefault(tenant, 0L) - size(oldest.getValue()));
                undo.remove(kept, oldest.getKey());
                gone++;
            }
        }
        return gone;
    }

    private boolean beyond(TenantId tenant, NavigableMap<Long, T> kept, Retention retention, Instant now) {
        Instant happened = time.apply(kept.firstEntry().getValue());
        return Duration.between(happened, now).compareTo(retention.age()) > 0
                || kept.size() > retention.rows()
                || bytes.getOrDefault(tenant, 0L) > retention.bytes();
    }

    private static long size(Object entry) {
        return entry.toString().length();
    }
}
