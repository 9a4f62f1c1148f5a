package dev.tagma.store.sqlite;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.search.SearchQuery;
import dev.tagma.spi.store.StoreException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search index in an SQLite file of its own, beside the store's, with SQLite's full-text search. A connection writes and
 * another one reads, so that a search waits for other searches only.
 */
public final class SqliteSearchIndex implements SearchIndex {

    /** What is longer is found by its beginning: a file that a tool printed need not be kept twice. */
    private static final int LONGEST_ENTRY = 1 << 16;

    private final Link writer;
    private final Link reader;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();

    /** Guarded by both locks. */
    private boolean closed;

    /**
     * Opens the file, or makes it. One that is damaged, of another program or of another version is made anew.
     *
     * @throws StoreException when there can be none
     */
    public SqliteSearchIndex(Path file) {
        SearchFile index = new SearchFile(file.toAbsolutePath());
        this.writer = index.openWriter();
        this.reader = index.openReader();
    }

    @Override
    public Optional<String> position(Origin origin) {
        return read(() -> reader.first(
                "SELECT position FROM origin WHERE tenant = ? AND own = ? AND agent = ? AND name = ?",
                row -> row.getString(1),
                key(origin)));
    }

    @Override
    public void add(Origin origin, List<TranscriptPage.Entry> entries, String position) {
        write(() -> {
            long id = number(origin, position);
            for (TranscriptPage.Entry entry : entries) {
                writer.update(
                        "INSERT INTO entry (origin, cursor, role, tool, at, text) VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (origin, cursor) DO NOTHING",
                        id,
                        entry.cursor(),
                        entry.role(),
                        entry.tool().orElse(null),
                        entry.at().map(at -> at.toEpochMilli()).orElse(null),
                        SearchText.kept(entry.text(), LONGEST_ENTRY));
            }
            if (origin instanceof Origin.Own) {
                entries.stream()
                        .map(entry -> conversation(entry.cursor()))
                        .distinct()
                        .forEach(this::holds);
            }
        });
    }

    private long number(Origin origin, String position) {
        @Nullable Object[] key = key(origin);
        String place = origin instanceof Origin.Foreign(var tenant, var agent, var name, var where)
                ? where.orElse(null)
                : null;
        return writer.first(
                        "INSERT INTO origin (tenant, own, agent, name, place, position) VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (tenant, own, agent, name) DO UPDATE SET"
                                + " position = excluded.position, place = COALESCE (excluded.place, place)"
                                + " RETURNING id",
                        row -> row.getLong(1),
                        key[0],
                        key[1],
                        key[2],
                        key[3],
                        place,
                        position)
                .orElseThrow();
    }

    private void holds(String conversation) {
        int news = writer.update("INSERT INTO held (conversation) VALUES (?) ON CONFLICT DO NOTHING", conversation);
        if (news > 0) {
            writer.list("SELECT id FROM origin WHERE own = 0 AND name = ?", row -> row.getLong(1), conversation)
                    .forEach(this::drop);
        }
    }

    private static String conversation(String cursor) {
        int colon = cursor.lastIndexOf(':');
        return colon < 0 ? cursor : cursor.substring(0, colon);
    }

    @Override
    public boolean held(Origin.Foreign conversation) {
        return read(() -> reader.first(
                        "SELECT 1 FROM held WHERE conversation = ?", row -> true, conversation.conversation()))
                .isPresent();
    }

    @Override
    public Map<Origin, String> positions() {
        return read(() -> reader.list(
                        "SELECT own, tenant, agent, name, place, position FROM origin",
                        row -> Map.entry(origin(row), row.getString(6))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void forget(Origin origin) {
        write(() -> drop(origin));
    }

    @Override
    public void forget(Origin.Own origin, String conversation) {
        write(() -> origin(origin)
                .ifPresent(id -> writer.update(
                        "DELETE FROM entry WHERE origin = ? AND cursor > ? AND cursor < ?",
                        id,
                        conversation + ":",
                        conversation + ";")));
    }

    private void drop(Origin origin) {
        origin(origin).ifPresent(this::drop);
    }

    private Optional<Long> origin(Origin origin) {
        return writer.first(
                "SELECT id FROM origin WHERE tenant = ? AND own = ? AND agent = ? AND name = ?",
                row -> row.getLong(1),
                key(origin));
    }

    private void drop(long id) {
        writer.update("DELETE FROM entry WHERE origin = ?", id);
        writer.update("DELETE FROM origin WHERE id = ?", id);
    }

    @Override
    public Optional<Long> reached(TenantId tenant) {
        return read(() ->
                reader.first("SELECT sequence FROM reached WHERE tenant = ?", row -> row.getLong(1), tenant.value()));
    }

    @Override
    public void reached(TenantId tenant, long sequence) {
        write(() -> writer.update(
                "INSERT INTO reached (tenant, sequence) VALUES (?, ?)"
                        + " ON CONFLICT (tenant) DO UPDATE SET sequence = excluded.sequence",
                tenant.value(),
                sequence));
    }

    /** First which entries, by little of each; only of those that are shown the snippet is made. */
    @Override
    public List<SearchHit> search(SearchQuery query) {
        String found = SearchText.expression(query.words());
        return read(() -> reader.list(
                """
                WITH newest AS MATERIALIZED (
                    SELECT entry.id AS id
                    FROM words
                    JOIN entry ON entry.id = words.rowid
                    JOIN origin ON origin.id = entry.origin
                    WHERE words MATCH ?1
                        AND origin.tenant = ?2
                        AND (?3 IS NULL OR origin.agent IN (SELECT value FROM json_each (?3)))
                        AND (?4 IS NULL OR (origin.own = 1 AND origin.name IN (SELECT value FROM json_each (?4))))
                        AND (?5 = 1 OR origin.own = 1)
                        AND (?6 IS NULL OR entry.at >= ?6)
                        AND (?7 IS NULL OR entry.role = ?7)
                    ORDER BY entry.at DESC, entry.id DESC
                    LIMIT ?8
                )
                SELECT origin.own, origin.tenant, origin.agent, origin.name, origin.place,
                    entry.cursor, entry.role, entry.tool, entry.at, snippet (words, 0, ?9, ?10, '…', 24)
                FROM words
                JOIN entry ON entry.id = words.rowid
                JOIN origin ON origin.id = entry.origin
                WHERE words MATCH ?1 AND words.rowid IN (SELECT id FROM newest)
                ORDER BY entry.at DESC, entry.id DESC
                """,
                SqliteSearchIndex::hit,
                found,
                query.tenant().value(),
                query.agents().isEmpty()
                        ? null
                        : SearchText.array(query.agents().stream().map(AgentId::value)),
                query.sessions()
                        .map(ids -> SearchText.array(ids.stream().map(SessionId::toString)))
                        .orElse(null),
                query.foreign(),
                query.since().map(since -> since.toEpochMilli()).orElse(null),
                query.role().orElse(null),
                query.limit(),
                SearchText.BEGIN,
                SearchText.END));
    }

    private static SearchHit hit(ResultSet row) throws SQLException {
        long at = row.getLong(9);
        return new SearchHit(
                origin(row),
                row.getString(6),
                row.getString(7),
                Optional.ofNullable(row.getString(8)),
                row.getObject(9) == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at)),
                SearchText.pieces(row.getString(10)));
    }

    private static Origin origin(ResultSet row) throws SQLException {
        TenantId tenant = new TenantId(row.getString(2));
        AgentId agent = new AgentId(row.getString(3));
        return row.getInt(1) == 1
                ? new Origin.Own(tenant, agent, SessionId.parse(row.getString(4)))
                : new Origin.Foreign(tenant, agent, row.getString(4), Optional.ofNullable(row.getString(5)));
    }

    private static @Nullable Object[] key(Origin origin) {
        return switch (origin) {
            case Origin.Own(var tenant, var agent, var session) ->
                new Object[] {tenant.value(), true, agent.value(), session.toString()};
            case Origin.Foreign(var tenant, var agent, var conversation, var place) ->
                new Object[] {tenant.value(), false, agent.value(), conversation};
        };
    }

    private <T> T read(Supplier<T> query) {
        reading.lock();
        try {
            requireOpen();
            return query.get();
        } catch (StoreException failed) {
            reader.recovered();
            throw failed;
        } finally {
            reading.unlock();
        }
    }

    private void write(Runnable work) {
        writing.lock();
        try {
            requireOpen();
            writer.run("BEGIN IMMEDIATE");
            work.run();
            writer.run("COMMIT");
        } catch (RuntimeException failed) {
            if (!closed) {
                writer.recovered();
            }
            throw failed;
        } finally {
            writing.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("The search index is closed");
        }
    }

    @Override
    public void close() {
        writing.lock();
        reading.lock();
        try {
            if (!closed) {
                closed = true;
                reader.close();
                writer.close();
            }
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }
}
