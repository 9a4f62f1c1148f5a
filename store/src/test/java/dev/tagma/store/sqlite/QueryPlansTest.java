package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.fact;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.messageId;
import static dev.tagma.testkit.contract.StoreSamples.request;
import static dev.tagma.testkit.contract.StoreSamples.requestId;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static dev.tagma.testkit.contract.StoreSamples.turn;
import static dev.tagma.testkit.contract.StoreSamples.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.SessionId;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Reads.UsageQuery;
import dev.tagma.spi.store.Retention;
import dev.tagma.store.codec.StoreCodec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every statement finds its rows by an index and in order, so that none grows slower with the log. */
final class QueryPlansTest {

    @TempDir
    private Path directory;

    @Test
    void noStatementReadsAWholeTableOrSorts() throws SQLException {
        Path file = directory.resolve("tagma.db");
        new SqliteStore(file, SqliteStore.Options.DEFAULT, Checkpoint.INERT).close();

        Set<String> statements = new LinkedHashSet<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            useEverything(
                    new SqliteWrites(new Link(recording(connection, statements), new Trouble(file)), new StoreCodec()));

            assertThat(statements).hasSizeGreaterThan(35);
            for (String statement : statements) {
                assertThat(plan(connection, statement)).as(statement).allMatch(step -> isFast(step, statement));
            }
        }
    }

    private static boolean isFast(String step, String statement) {
        // For the daemon itself: reads all sessions that are not removed anyway, of which there are few.
        boolean everySession = statement.contains("FROM sessions WHERE removed_at IS NULL ORDER BY created_at");
        // Steps from tenant to tenant over the rows of its own recursion.
        boolean hop = step.equals("SCAN hop");
        return everySession || hop || !(step.startsWith("SCAN") || step.contains("TEMP B-TREE"));
    }

    private static void useEverything(SqliteWrites writes) {
        SessionId of = sessionId(1);
        writes.put(session(1));
        writes.put(message(TENANT, 1, of, 1, Optional.of("key")));
        writes.put(request(1, of));
        writes.put(turn(of, 1));
        writes.record(TENANT, of, fact(1));
        writes.append(TENANT, Optional.of(of), T0, event("one"));
        writes.nextMessageSequence(TENANT, of);
        writes.session(TENANT, of);
        writes.sessionByKey(TENANT, "key");
        writes.sessions(TENANT);
        writes.allSessions();
        writes.allRemovedConversations();
        writes.message(TENANT, messageId(1));
        writes.messageByKey(TENANT, of, "key");
        writes.inbox(TENANT, of);
        writes.inboxSize(TENANT, of);
        writes.messages(TENANT, of, 0, 9);
        writes.request(TENANT, requestId(1));
        writes.requestByKey(TENANT, of, "key");
        writes.openRequests(TENANT, Optional.empty());
        writes.openRequests(TENANT, Optional.of(of));
        writes.requests(TENANT, of, 9);
        writes.turn(TENANT, of, 1);
        writes.lastTurn(TENANT, of);
        writes.turns(TENANT, of, 0, 9);
        writes.record(usage(1, "one", 1));
        writes.record(usage(1, "one", 2));
        writes.usageEntry(TENANT, of, "one");
        writes.usageEntries(TENANT, of);
        writes.usage(TENANT, UsageQuery.ALL);
        writes.usage(TENANT, UsageQuery.of(of));
        writes.usage(TENANT, UsageQuery.of(new GroupPath("a")));
        writes.usage(TENANT, UsageQuery.on(LocalDate.EPOCH));
        writes.usageByModel(TENANT, UsageQuery.ALL);
        writes.usageByModel(TENANT, UsageQuery.of(of));
        writes.events(TENANT, Optional.empty(), 0, 9);
        writes.events(TENANT, Optional.of(of), 0, 9);
        writes.eventRange(TENANT);
        writes.factHistory(TENANT, of, 9);
        writes.committedAfter(0, 9);
        writes.put(session(1).removedAt(T0));
        Retention none = new Retention(Duration.ZERO, 0, 0);
        writes.pruneEvents(none, T0.plusSeconds(60));
        writes.pruneFacts(none, T0.plusSeconds(60));
        writes.pruneRemoved(none, T0.plusSeconds(60));
    }

    private static Connection recording(Connection connection, Set<String> statements) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static List<String> plan(Connection connection, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }
}
