package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The whole conversation: as the program that runs tells it, else as it stands in its database. */
final class Messages {

    /** A program that has not read its store by then hangs. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LONGEST = 1 << 28;

    private final OpenCodeTools tools;
    private final Map<String, String> environment;
    private final OpenCodeConversations database;
    private final Path workspace;
    private final StateFile state;
    private final Link link;
    private final BooleanSupplier gone;
    private volatile Instant over = Instant.MIN;

    /** @param gone whether it is certain that the program runs no more */
    Messages(
            OpenCodeTools tools,
            Map<String, String> environment,
            Path workspace,
            StateFile state,
            Link link,
            BooleanSupplier gone) {
        this.tools = tools;
        this.environment = environment;
        this.database = new OpenCodeConversations(environment, tools.mapper());
        this.workspace = workspace;
        this.state = state;
        this.link = link;
        this.gone = gone;
    }

    /** Whether nothing is added to them: the program that was started last has ended. */
    boolean complete() {
        Instant started = state.state().startedAt();
        if (!over.equals(started) && !link.connected() && gone.getAsBoolean()) {
            over = started;
        }
        return over.equals(started);
    }

    /** All messages, oldest first; none where there is no conversation. */
    JsonNode all() {
        Optional<String> id = state.state().conversation();
        if (id.isEmpty()) {
            return tools.mapper().createArrayNode();
        }
        if (link.connected()) {
            try {
                return link.live().get("/session/" + id.get() + "/message");
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (Api.Refused refused) {
                throw new UncheckedIOException(new IOException(refused.getMessage(), refused));
            }
        }
        return export(id.get());
    }

    /** What is exported while the program lives is old a moment later. */
    private synchronized JsonNode export(String id) {
        if (!complete()) {
            return read(id);
        }
        Instant started = state.state().startedAt();
        return tools.exported().get(id, started).orElseGet(() -> {
            JsonNode messages = read(id);
            tools.exported().keep(id, started, messages);
            return messages;
        });
    }

    /** The program needs seconds to tell what stands in its database. */
    private JsonNode read(String id) {
        return database.find(id).<JsonNode>map(found -> found).orElseGet(() -> told(id));
    }

    private JsonNode told(String id) {
        List<String> command = new ArrayList<>(tools.program());
        command.addAll(List.of("export", id));
        Path directory = Files.isDirectory(workspace) ? workspace : Path.of("/");
        try {
            Outcome outcome = new Programs()
                    .run(Invocation.of(directory, environment, command)
                            .withLimit(PATIENCE)
                            .withOutputCap(LONGEST));
            if (outcome instanceof Outcome.Exited exited && exited.succeeded()) {
                JsonNode messages =
                        tools.mapper().readTree(exited.output().text()).path("messages");
                return messages instanceof ArrayNode ? messages : tools.mapper().createArrayNode();
            }
            throw new UncheckedIOException(
                    new IOException("'" + String.join(" ", command) + "' does not tell the conversation: " + outcome));
        } catch (JacksonException garbled) {
            throw new UncheckedIOException(
                    new IOException("'" + String.join(" ", command) + "' told what is not JSON", garbled));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", cancelled));
        }
    }
}
