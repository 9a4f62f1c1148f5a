package dev.tagma.adapters.agent.opencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.ConversationStore.Kept;
import dev.tagma.spi.agent.TranscriptPage.Entry;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Over a database with rows as OpenCode 1.18.33 wrote them; its columns that nobody reads are left out. */
final class OpenCodeConversationsTest {

    private static final TranscriptQuery ALL =
            new TranscriptQuery(Optional.of(TranscriptQuery.BEGINNING), Optional.empty(), 100, Optional.empty());

    @TempDir
    private Path home;

    private Path database;

    @BeforeEach
    void directory() throws IOException {
        database = Files.createDirectories(home.resolve("data ü").resolve("opencode"))
                .resolve("opencode.db");
    }

    private OpenCodeConversations conversations() {
        return new OpenCodeConversations(
                Map.of(
                        "HOME",
                        home.toString(),
                        "XDG_DATA_HOME",
                        home.resolve("data ü").toString()),
                JsonMapper.shared());
    }

    private void filled() throws SQLException {
        execute(
                "PRAGMA journal_mode=WAL",
                "CREATE TABLE session (id text PRIMARY KEY, parent_id text, directory text NOT NULL, time_created integer,"
                        + " time_updated integer)",
                "CREATE TABLE message (id text PRIMARY KEY, session_id text, time_created integer, data text)",
                "CREATE TABLE part (id text PRIMARY KEY, message_id text, session_id text, time_created integer, data text)",
                "INSERT INTO session VALUES ('ses_one', NULL, '/home/anna/api', 1, 17),"
                        + " ('ses_child', 'ses_one', '/home/anna/api', 2, 18)",
                "INSERT INTO message VALUES ('msg_2', 'ses_one', 20, '{\"parentID\":\"msg_1\",\"role\":\"assistant\","
                        + "\"time\":{\"created\":20,\"completed\":30},\"finish\":\"stop\"}'),"
                        + " ('msg_1', 'ses_one', 10, '{\"role\":\"user\",\"time\":{\"created\":10}}')",
                "INSERT INTO part VALUES ('prt_1', 'msg_1', 'ses_one', 10, '{\"type\":\"text\",\"text\":\"mend it\"}'),"
                        + " ('prt_2', 'msg_2', 'ses_one', 21, '{\"type\":\"tool\",\"tool\":\"bash\",\"state\":"
                        + "{\"status\":\"completed\",\"input\":{\"command\":\"make\"},\"output\":\"made\"}}'),"
                        + " ('prt_3', 'msg_2', 'ses_one', 22, '{\"type\":\"text\",\"text\":\"mended\",\"time\":"
                        + "{\"start\":22,\"end\":23}}'),"
                        + " ('prt_4', 'msg_2', 'ses_one', 23, 'not JSON')");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Test
    void whereTheProgramWasNeverUsedThereIsNothing() {
        assertThat(conversations().kept().conversations()).isEmpty();
        assertThat(conversations().kept().whole()).isTrue();
        assertThat(database).doesNotExist();
    }

    @Test
    void aConversationIsFoundWithItsPlaceAndAllThatWasSaid() throws SQLException {
        filled();

        assertThat(conversations().kept().conversations())
                .containsExactly(new Kept(new AgentSessionId("ses_one"), database, "17"));
        Kept one = conversations().kept().conversations().getFirst();
        assertThat(conversations().place(one)).contains(Path.of("/home/anna/api"));
        assertThat(conversations().page(one, ALL).entries())
                .extracting(Entry::role, Entry::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("user", "mend it"),
                        org.assertj.core.groups.Tuple.tuple("tool", "{\"command\":\"make\"}"),
                        org.assertj.core.groups.Tuple.tuple("tool", "made"),
                        org.assertj.core.groups.Tuple.tuple("assistant", "mended"));
    }

    @Test
    void whatTheDatabaseDoesNotTellIsLeftToTheProgram() throws SQLException {
        assertThat(conversations().find("ses_one")).isEmpty();
        filled();

        assertThat(conversations().find("ses_two")).isEmpty();
        assertThat(conversations().find("ses_one"))
                .hasValueSatisfying(messages -> assertThat(messages).hasSize(2));
    }

    @Test
    void whatChangesGetsAnotherStamp() throws SQLException {
        filled();
        execute("UPDATE session SET time_updated = 40 WHERE id = 'ses_one'");

        assertThat(conversations().kept().conversations())
                .extracting(Kept::stamp)
                .containsExactly("40");
    }

    @Test
    void aDatabaseOfAnotherFormIsSaidNotToBeWholeAndNoPageIsMadeUp() throws SQLException, IOException {
        execute("CREATE TABLE conversation (id text)");

        assertThat(conversations().kept().whole()).isFalse();
        assertThatThrownBy(() -> conversations().page(new Kept(new AgentSessionId("ses_one"), database, "1"), ALL))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("ses_one");

        Files.writeString(database, "no database at all, but long enough to be looked at as if it were one");
        assertThat(conversations().kept().whole()).isFalse();
    }
}
