package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All conversations in the program's database, opened anew for each look and for reading only. The form of its tables is no
 * promise (1.18.33 was looked at): where it is another one nothing is found, and the listing says that it is not whole.
 */
final class OpenCodeConversations implements ConversationStore {

    private static final System.Logger LOG = System.getLogger(OpenCodeConversations.class.getName());

    /** Somebody who writes holds the database for moments. */
    private static final int BUSY_MILLIS = 2_000;

    private final Path database;
    private final JsonMapper mapper;

    /** @param environment where the program keeps its data follows from it */
    OpenCodeConversations(Map<String, String> environment, JsonMapper mapper) {
        Path data = Optional.ofNullable(environment.get("XDG_DATA_HOME"))
                .filter(place -> place.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(environment.getOrDefault("HOME", "/")).resolve(".local/share"));
        this.database = data.resolve("opencode").resolve("opencode.db");
        this.mapper = mapper;
    }

    /** A conversation of a subagent is part of the one that it was begun in. */
    @Override
    public Listing kept() {
        if (!Files.exists(database)) {
            return new Listing(List.of(), true);
        }
        try (Connection connection = open();
                PreparedStatement asked = connection.prepareStatement(
                        "SELECT id, time_updated FROM session WHERE parent_id IS NULL ORDER BY time_created");
                ResultSet rows = asked.executeQuery()) {
            List<Kept> found = new ArrayList<>();
            while (rows.next()) {
                if (AgentSessionId.is(rows.getString(1))) {
                    found.add(new Kept(new AgentSessionId(rows.getString(1)), database, rows.getString(2)));
                }
            }
            return new Listing(found, true);
        } catch (SQLException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "OpenCode's conversations in " + database + " cannot be listed: " + unreadable.getMessage());
            return new Listing(List.of(), false);
        }
    }

    /** One conversation in the form in which the program itself tells it; none where the database does not tell it. */
    Optional<ArrayNode> find(String conversation) {
        if (!Files.exists(database)) {
            return Optional.empty();
        }
        try {
            return rows("SELECT id FROM session WHERE id = ?", conversation, row -> row.getString(1))
                            .isEmpty()
                    ? Optional.empty()
                    : Optional.of(messages(conversation));
        } catch (UncheckedIOException otherForm) {
            LOG.log(System.Logger.Level.DEBUG, "It is left to the program to tell it", otherForm);
            return Optional.empty();
        }
    }

    @Override
    public TranscriptPage page(Kept conversation, TranscriptQuery query) {
        return Pages.page(messages(conversation.id().value()), query);
    }

    @Override
    public Optional<Path> place(Kept conversation) {
        return rows(
                        "SELECT directory FROM session WHERE id = ?",
                        conversation.id().value(),
                        row -> row.getString(1))
                .stream()
                .filter(place -> place.startsWith("/"))
                .map(Path::of)
                .findFirst();
    }

    /** In the form in which the program itself tells a conversation. */
    private ArrayNode messages(String conversation) {
        Map<String, ObjectNode> messages = new LinkedHashMap<>();
        for (ObjectNode info : rows(
                "SELECT id, data FROM message WHERE session_id = ? ORDER BY time_created, id",
                conversation,
                row -> object(row.getString(1), row.getString(2)))) {
            ObjectNode message = mapper.createObjectNode();
            message.set("info", info);
            message.putArray("parts");
            messages.put(info.path("id").asString(""), message);
        }
        rows(
                        "SELECT id, data, message_id FROM part WHERE session_id = ? ORDER BY time_created, id",
                        conversation,
                        row -> Map.entry(row.getString(3), object(row.getString(1), row.getString(2))))
                .forEach(part -> Optional.ofNullable(messages.get(part.getKey()))
                        .ifPresent(message -> message.withArray("parts").add(part.getValue())));
        ArrayNode all = mapper.createArrayNode();
        messages.values().forEach(all::add);
        return all;
    }

    private ObjectNode object(String id, String data) {
        try {
            JsonNode read = mapper.readTree(data);
            return (read instanceof ObjectNode object ? object : mapper.createObjectNode()).put("id", id);
        } catch (JacksonException garbled) {
            return mapper.createObjectNode().put("id", id);
        }
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String question, String conversation, Row<T> row) {
        try (Connection connection = open();
                PreparedStatement asked = connection.prepareStatement(question)) {
            asked.setString(1, conversation);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = asked.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        } catch (SQLException unreadable) {
            throw new UncheckedIOException(new IOException(
                    "OpenCode's conversation " + conversation + " cannot be read from " + database + ": "
                            + unreadable.getMessage(),
                    unreadable));
        }
    }

    private Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + database.toUri());
    }
}
