package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Reads.EventRange;
import dev.tagma.spi.store.Reads.UsageQuery;
import dev.tagma.spi.store.Retention;
import dev.tagma.store.codec.StoreCodec;
import dev.tagma.testkit.contract.StoreSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file as each released schema wrote it opens today and holds what it held. A new schema brings a dump of its own: the
 * file that {@link #fill} makes, by {@code sqlite3 .dump}, with its application_id and user_version.
 */
final class OldFilesTest {

    /** How many types of events there were when nothing was known of budgets; new ones stand at the end of the samples. */
    private static final int BEFORE_BUDGETS = 14;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyOldFileOpensAndHoldsWhatItHeld(int schema) throws Exception {
        Path file = directory.resolve("tagma.db");
        restore(Path.of("src/test/resources/schemas/schema-" + schema + ".dump.sql"), file);
        List<EventData> events = StoreSamples.events().subList(0, schema < 3 ? BEFORE_BUDGETS : BEFORE_BUDGETS + 2);

        try (SqliteStore store = new SqliteStore(file, SqliteStore.Options.DEFAULT, Checkpoint.INERT)) {
            SessionId of = sessionId(1);
            store.read(reads -> {
                assertThat(reads.allSessions()).containsExactly(StoreSamples.session(1));
                assertThat(reads.session(TENANT, sessionId(2))).contains(StoreSamples.fullSession(2));
                assertThat(reads.messages(TENANT, of, 0, 9))
                        .containsExactly(
                                StoreSamples.message(1, of, 1),
                                StoreSamples.message(TENANT, 2, of, 2, Optional.of("key")));
                assertThat(reads.messageByKey(TENANT, of, "key")).isPresent();
                assertThat(reads.openRequests(TENANT, Optional.empty())).containsExactly(StoreSamples.request(1, of));
                assertThat(reads.requests(TENANT, of, 9))
                        .containsExactly(StoreSamples.fullRequest(2, of), StoreSamples.request(1, of));
                assertThat(reads.turns(TENANT, of, 0, 9))
                        .containsExactly(StoreSamples.turn(of, 1), StoreSamples.fullTurn(of, 2));
                assertThat(reads.factHistory(TENANT, of, 99).reversed()).isEqualTo(StoreSamples.facts());
                assertThat(reads.eventRange(TENANT)).isEqualTo(new EventRange(3, 2 + events.size()));
                assertThat(reads.events(TENANT, Optional.of(of), 0, 99))
                        .extracting(Event::data)
                        .isEqualTo(events);
                assertThat(reads.usageEntries(TENANT, of))
                        .isEqualTo(schema < 3 ? List.of() : List.of(StoreSamples.usage(1, "one", 20)));
                assertThat(reads.usage(TENANT, UsageQuery.ALL)).hasSize(schema < 3 ? 0 : 1);
                return true;
            });
            Event next = store.write(writes -> writes.append(TENANT, Optional.empty(), T0, StoreSamples.event("next")));
            assertThat(next.sequence()).isEqualTo(3 + events.size());
        }
    }

    @Test
    void aKeyAmongTheTagsOfTheFirstSchemaBecomesAFieldOfTheOldestThatHadIt() throws Exception {
        Path file = directory.resolve("tagma.db");
        restore(Path.of("src/test/resources/schemas/schema-1.dump.sql"), file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (int number : List.of(3, 4)) {
                Session tagged = StoreSamples.session(TENANT, number, "owl-" + number)
                        .described(new Handle("owl-" + number), "", GroupPath.ROOT, Set.of("b", "key:k: 1", "z"));
                statement.executeUpdate("INSERT INTO sessions VALUES ('default', '" + tagged.id() + "', 'owl-" + number
                        + "', " + (10 - number) + ", NULL, '"
                        + new StoreCodec().sessions().write(tagged).replaceFirst("\"v\":\\d+", "\"v\":1") + "')");
            }
        }

        try (SqliteStore store = new SqliteStore(file, SqliteStore.Options.DEFAULT, Checkpoint.INERT)) {
            Session older = store.<Session>read(
                    reads -> reads.sessionByKey(TENANT, "k: 1").orElseThrow());
            assertThat(older.id()).isEqualTo(sessionId(4));
            assertThat(older.key()).contains("k: 1");
            assertThat(older.tags()).containsExactlyInAnyOrder("b", "z");
            Session newer = store.<Session>read(
                    reads -> reads.session(TENANT, sessionId(3)).orElseThrow());
            assertThat(newer.key()).isEmpty();
            assertThat(newer.tags()).containsExactlyInAnyOrder("b", "z");
            for (Session session : List.of(older, newer)) {
                store.write(writes -> {
                    writes.put(session.withHandleOfProcess("still storable"));
                    return true;
                });
            }
        }
    }

    /** Fills a store with what the test looks for. */
    static void fill(SqliteStore store) {
        SessionId of = sessionId(1);
        store.write(writes -> {
            writes.put(StoreSamples.session(1));
            writes.put(StoreSamples.fullSession(2));
            writes.put(StoreSamples.message(1, of, 1));
            writes.put(StoreSamples.message(TENANT, 2, of, 2, Optional.of("key")));
            writes.put(StoreSamples.request(1, of));
            writes.put(StoreSamples.fullRequest(2, of));
            writes.put(StoreSamples.turn(of, 1));
            writes.put(StoreSamples.fullTurn(of, 2));
            writes.record(StoreSamples.usage(1, "one", 10));
            writes.record(StoreSamples.usage(1, "one", 20));
            StoreSamples.facts().forEach(fact -> writes.record(TENANT, of, fact));
            writes.append(TENANT, Optional.empty(), T0, StoreSamples.event("pruned"));
            writes.append(TENANT, Optional.empty(), T0, StoreSamples.event("pruned"));
            StoreSamples.events().forEach(data -> writes.append(TENANT, Optional.of(of), T0, data));
            return writes.pruneEvents(
                    new Retention(Duration.ofDays(1), StoreSamples.events().size(), 1 << 30), T0);
        });
    }

    private static void restore(Path dump, Path file) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(Files.readString(dump));
        }
    }
}
