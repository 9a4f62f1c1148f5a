package dev.tagma.store.sqlite;

import dev.tagma.spi.store.Retention;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends to one of the two logs and prunes it; on the writer's thread only. */
final class LogWriter {

    /** What a row takes beside its document: keys in the table and in its indexes. */
    private static final long ROW_OVERHEAD = 200;

    private final Link link;
    private final Log log;
    private final String name;
    private final String insert;
    private final String delete;
    private final String tenants;

    /** Known ends, so that an append need not look; forgotten whenever something is rolled back. */
    private final Map<String, Log.Tail> tails = new HashMap<>();

    /** Never taken back, so that within this process a position names one committed entry for ever. */
    private long position;

    LogWriter(Link link, String name) {
        this.link = link;
        this.log = new Log(link, name);
        this.name = name;
        this.insert = "INSERT INTO " + name
                + " (position, tenant, sequence, session, time, type, through, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        this.delete = "DELETE FROM " + name + " WHERE tenant = ? AND sequence <= ?";
        // SQLite would read the whole index for SELECT DISTINCT; this hops from tenant to tenant.
        this.tenants = "WITH RECURSIVE hop (tenant) AS (SELECT min(tenant) FROM " + name
                + " UNION ALL SELECT (SELECT min(tenant) FROM " + name
                + " WHERE tenant > hop.tenant) FROM hop WHERE hop.tenant IS NOT NULL)"
                + " SELECT tenant FROM hop WHERE tenant IS NOT NULL";
        this.position = link.first("SELECT max(position) FROM " + name, row -> row.getLong(1))
                .orElse(0L);
    }

    Log.Entry append(String tenant, @Nullable String session, Instant time, String type, String document) {
        Log.Tail tail = tails.computeIfAbsent(tenant, log::tail);
        long size = document.getBytes(StandardCharsets.UTF_8).length + ROW_OVERHEAD;
        Log.Entry entry = new Log.Entry(
                ++position,
                tenant,
                tail.sequence() + 1,
                session,
                Nanos.of(time),
                type,
                tail.through() + size,
                document);
        link.update(
                insert,
                entry.position(),
                tenant,
                entry.sequence(),
                session,
                entry.time(),
                type,
                entry.through(),
                document);
        tails.put(tenant, new Log.Tail(entry.sequence(), entry.through()));
        return entry;
    }

    /** Something was rolled back. */
    void forgetTails() {
        tails.clear();
    }

    /** Drops at most {@code most} of the oldest entries that are beyond the limits; returns how many went. */
    int prune(Retention retention, Instant now, int most) {
        int gone = 0;
        for (String tenant : link.list(tenants, row -> row.getString(1))) {
            gone += prune(tenant, retention, now, most - gone);
        }
        return gone;
    }

    private int prune(String tenant, Retention retention, Instant now, int most) {
        Log.Tail tail = log.tail(tenant);
        long tooOld = Nanos.before(now, retention.age());
        Log.Tail last = log.prunedTo(tenant);
        int gone = 0;
        for (Log.Age entry : log.oldest(tenant, most)) {
            boolean within = entry.time() >= tooOld
                    && tail.sequence() - last.sequence() <= retention.rows()
                    && tail.through() - last.through() <= retention.bytes();
            if (within) {
                break;
            }
            last = new Log.Tail(entry.sequence(), entry.through());
            gone++;
        }
        if (gone > 0) {
            link.update(delete, tenant, last.sequence());
            link.update(
                    "INSERT INTO pruned (log, tenant, sequence, through) VALUES (?, ?, ?, ?) ON CONFLICT (log, tenant)"
                            + " DO UPDATE SET sequence = excluded.sequence, through = excluded.through",
                    name,
                    tenant,
                    last.sequence(),
                    last.through());
        }
        return gone;
    }
}
