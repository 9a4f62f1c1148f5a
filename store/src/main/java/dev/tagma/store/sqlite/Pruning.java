package dev.tagma.store.sqlite;

import dev.tagma.spi.store.Retention;
import java.time.Instant;
import java.util.List;

/** Drops what is beyond the limits, in portions that hold up other writers for a few milliseconds only. */
final class Pruning {

    private static final int PORTION = 1_000;

    /** Free pages are kept for what comes next; only when they are many is a portion given back to the disk. */
    private static final int FREE_PAGES_KEPT = 4_000;

    private static final int FREE_PAGES_RETURNED = 1_000;

    private final Link link;

    Pruning(Link link) {
        this.link = link;
    }

    int of(LogWriter log, Retention retention, Instant now) {
        int gone = log.prune(retention, now, PORTION);
        returnFreePages();
        return gone;
    }

    int ofRemoved(Retention retention, Instant now) {
        record Removed(String tenant, String id) {}

        List<Removed> removed = link.list(
                "SELECT tenant, id FROM sessions WHERE removed_at IS NOT NULL AND removed_at < ? ORDER BY removed_at LIMIT ?",
                row -> new Removed(row.getString(1), row.getString(2)),
                Nanos.before(now, retention.age()),
                PORTION);
        int gone = 0;
        for (Removed session : removed) {
            if (gone >= PORTION) {
                break;
            }
            gone += forget(session.tenant(), session.id(), PORTION - gone);
        }
        returnFreePages();
        return gone;
    }

    /** Forgets what belongs to the session and, once nothing else is left of it, the session. */
    private int forget(String tenant, String id, int most) {
        int gone = 0;
        for (String message : link.list(
                "SELECT id FROM messages WHERE tenant = ? AND session = ? LIMIT ?",
                row -> row.getString(1),
                tenant,
                id,
                most)) {
            link.update("DELETE FROM message_texts WHERE tenant = ? AND id = ?", tenant, message);
            gone += link.update("DELETE FROM messages WHERE tenant = ? AND id = ?", tenant, message);
        }
        for (String table : List.of("requests", "turns", "usage", "usage_sums")) {
            gone += link.update(
                    "DELETE FROM " + table + " WHERE rowid IN (SELECT rowid FROM " + table
                            + " WHERE tenant = ? AND session = ? LIMIT ?)",
                    tenant,
                    id,
                    most - gone);
        }
        if (gone < most) {
            gone += link.update("DELETE FROM sessions WHERE tenant = ? AND id = ?", tenant, id);
        }
        return gone;
    }

    private void returnFreePages() {
        long free = link.first("PRAGMA freelist_count", row -> row.getLong(1)).orElse(0L);
        if (free > FREE_PAGES_KEPT) {
            link.script("PRAGMA incremental_vacuum(" + FREE_PAGES_RETURNED + ")");
        }
    }
}
