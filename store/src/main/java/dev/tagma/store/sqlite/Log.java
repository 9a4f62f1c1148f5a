package dev.tagma.store.sqlite;

import dev.tagma.spi.store.Reads.EventRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one of the two logs. Every question is answered from an index, however long the log is. */
final class Log {

    private static final String COLUMNS = " position, tenant, sequence, session, time, type, through, document FROM ";

    private final Link link;
    private final String name;
    private final String page;
    private final String pageOfSession;
    private final String pageOfAll;
    private final String latestOfSession;
    private final String oldest;
    private final String ages;
    private final String newest;

    Log(Link link, String name) {
        this.link = link;
        this.name = name;
        this.page = "SELECT" + COLUMNS + name + " WHERE tenant = ? AND sequence > ? ORDER BY sequence LIMIT ?";
        this.pageOfSession = "SELECT" + COLUMNS + name
                + " WHERE tenant = ? AND session = ? AND sequence > ? ORDER BY sequence LIMIT ?";
        this.pageOfAll = "SELECT" + COLUMNS + name + " WHERE position > ? ORDER BY position LIMIT ?";
        this.latestOfSession =
                "SELECT" + COLUMNS + name + " WHERE tenant = ? AND session = ? ORDER BY sequence DESC LIMIT ?";
        this.oldest = "SELECT sequence FROM " + name + " WHERE tenant = ? ORDER BY sequence LIMIT 1";
        this.ages = "SELECT sequence, time, through FROM " + name + " WHERE tenant = ? ORDER BY sequence LIMIT ?";
        this.newest = "SELECT sequence, through FROM " + name + " WHERE tenant = ? ORDER BY sequence DESC LIMIT 1";
    }

    /** A row of the log; {@code through} is explained in the schema. */
    record Entry(
            long position,
            String tenant,
            long sequence,
            @Nullable String session,
            long time,
            String type,
            long through,
            String document) {

        static Entry read(ResultSet row) throws SQLException {
            return new Entry(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getString(6),
                    row.getLong(7),
                    row.getString(8));
        }
    }

    /** Where a tenant's log stands. */
    record Tail(long sequence, long through) {

        static Tail read(ResultSet row) throws SQLException {
            return new Tail(row.getLong(1), row.getLong(2));
        }
    }

    /** A row of the log without its document. */
    record Age(long sequence, long time, long through) {}

    List<Entry> after(String tenant, Optional<String> session, long sequence, int limit) {
        return session.isPresent()
                ? link.list(pageOfSession, Entry::read, tenant, session.get(), sequence, limit)
                : link.list(page, Entry::read, tenant, sequence, limit);
    }

    /** Entries of all tenants after the position, in the order of their commits. */
    List<Entry> afterPosition(long position, int limit) {
        return link.list(pageOfAll, Entry::read, position, limit);
    }

    /** The session's entries, newest first. */
    List<Entry> latest(String tenant, String session, int limit) {
        return link.list(latestOfSession, Entry::read, tenant, session, limit);
    }

    EventRange range(String tenant) {
        long last = tail(tenant).sequence();
        return link.first(oldest, row -> row.getLong(1), tenant)
                .map(first -> new EventRange(first, last))
                .orElse(new EventRange(last + 1, last));
    }

    Tail tail(String tenant) {
        return link.first(newest, Tail::read, tenant).orElseGet(() -> prunedTo(tenant));
    }

    /** The last entry that was pruned; where none was, the beginning. */
    Tail prunedTo(String tenant) {
        return link.first("SELECT sequence, through FROM pruned WHERE log = ? AND tenant = ?", Tail::read, name, tenant)
                .orElse(new Tail(0, 0));
    }

    List<Age> oldest(String tenant, int limit) {
        return link.list(ages, row -> new Age(row.getLong(1), row.getLong(2), row.getLong(3)), tenant, limit);
    }
}
