package dev.tagma.testkit.agent;

import dev.tagma.testkit.script.Step.Mute.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends entries to a session's JSONL file; the first of them makes the file. */
final class Transcript {

    private final Surroundings surroundings;
    private final Faults faults;
    private final Clock clock;
    private final String session;
    private final Path file;
    private final @Nullable String agentId;
    private @Nullable String parent;
    private List<Tree> copied = List.of();

    /** @param agentId the subagent whose side of the conversation it is; null for the main one */
    Transcript(
            Surroundings surroundings,
            Faults faults,
            Clock clock,
            String session,
            Path file,
            @Nullable String agentId) {
        this.surroundings = surroundings;
        this.faults = faults;
        this.clock = clock;
        this.session = session;
        this.file = file;
        this.agentId = agentId;
    }

    Path file() {
        return file;
    }

    /** Goes on after that entry of an earlier process. */
    synchronized void continueAfter(String uuid) {
        parent = uuid;
    }

    /** Begins as a copy of another conversation, which is written down with the first entry. */
    synchronized void beginWith(History history) {
        copied = history.entries();
        parent = history.lastLink();
    }

    /** The last prompt got no answer, because the process that ran it is gone. */
    void noResponse() {
        var block = Json.object("type", "text", "text", "No response requested.");
        assistant(UUID.randomUUID().toString(), "<synthetic>", block, "stop_sequence");
    }

    /** Appends an entry that is a link of the conversation, and says its id. */
    synchronized String link(String type, Map<String, @Nullable Object> members) {
        return link(type, clock.instant(), members);
    }

    private synchronized String link(String type, Instant at, Map<String, @Nullable Object> members) {
        var uuid = UUID.randomUUID().toString();
        var entry = Json.object("parentUuid", parent, "isSidechain", agentId != null, "type", type);
        if (agentId != null) {
            entry.put("agentId", agentId);
        }
        entry.putAll(members);
        entry.put("uuid", uuid);
        entry.put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
        entry.put("userType", "external");
        entry.put("entrypoint", "cli");
        entry.put("cwd", surroundings.cwd().toString());
        entry.put("sessionId", session);
        entry.put("version", ScriptedAgent.DIALECT);
        append(entry);
        parent = uuid;
        return uuid;
    }

    void user(Message message, String promptId, String mode) {
        link(
                "user",
                Json.object(
                        "promptId", promptId,
                        "message", Json.object("role", "user", "content", message.text()),
                        "permissionMode", mode,
                        "origin", Json.object("kind", message.isNotice() ? "task-notification" : "human"),
                        "promptSource", message.source()));
    }

    /** A text of the client in the user's name. */
    void userText(String promptId, Object content, boolean isMeta) {
        var members = Json.object("promptId", promptId, "message", Json.object("role", "user", "content", content));
        if (isMeta) {
            members.put("isMeta", true);
        }
        link("user", members);
    }

    void interrupted(String promptId, boolean inTool) {
        var text = inTool ? "[Request interrupted by user for tool use]" : "[Request interrupted by user]";
        userText(promptId, List.of(Json.object("type", "text", "text", text)), false);
    }

    /** A block of an answer. */
    String assistant(String messageId, String model, Map<String, @Nullable Object> block, @Nullable String stop) {
        var message = Json.object(
                "id",
                messageId,
                "type",
                "message",
                "role",
                "assistant",
                "model",
                model,
                "content",
                List.of(block),
                "stop_reason",
                stop,
                "stop_sequence",
                null,
                "usage",
                Json.object("input_tokens", 100, "output_tokens", 10));
        return link("assistant", Json.object("message", message));
    }

    void apiError(String text, String error, int status) {
        var message = Json.object(
                "id", UUID.randomUUID().toString(),
                "type", "message",
                "role", "assistant",
                "model", "<synthetic>",
                "content", List.of(Json.object("type", "text", "text", text)),
                "stop_reason", "stop_sequence",
                "stop_sequence", "");
        link(
                "assistant",
                Json.object("message", message, "error", error, "isApiErrorMessage", true, "apiErrorStatus", status));
    }

    /** What came of a tool; the extras say how it was decided. */
    void toolResult(
            String promptId, String toolUseId, String content, boolean isError, Map<String, @Nullable Object> extras) {
        var result =
                Json.object("tool_use_id", toolUseId, "type", "tool_result", "content", content, "is_error", isError);
        var members =
                Json.object("promptId", promptId, "message", Json.object("role", "user", "content", List.of(result)));
        members.putAll(extras);
        link("user", members);
    }

    void turnDuration(long milliseconds, int pendingAgents) {
        var members = Json.object("subtype", "turn_duration", "durationMs", milliseconds, "isMeta", false);
        if (pendingAgents > 0) {
            members.put("pendingBackgroundAgentCount", pendingAgents);
        }
        link("system", members);
    }

    void queueOperation(String operation, @Nullable String content) {
        var entry = Json.object(
                "type",
                "queue-operation",
                "operation",
                operation,
                "timestamp",
                clock.instant().toString(),
                "sessionId",
                session);
        if (content != null) {
            entry.put("content", content);
        }
        append(entry);
    }

    /** A queued message entered the running turn; the entry bears the time at which it was queued. */
    void enteredTurn(Message message) {
        var attachment = Json.object(
                "type", "queued_command",
                "prompt", message.text(),
                "source_uuid", UUID.randomUUID().toString(),
                "delivery_id", UUID.randomUUID().toString(),
                "commandMode", "prompt",
                "origin", Json.object("kind", message.isNotice() ? "task-notification" : "human"),
                "timestamp", message.at().toString(),
                "humanTurn", !message.isNotice());
        link("attachment", message.at(), Json.object("attachment", attachment));
    }

    void attachment(Map<String, @Nullable Object> attachment) {
        link("attachment", Json.object("attachment", attachment));
    }

    /** A slash command and what it printed. */
    void command(String promptId, String name, String arguments, @Nullable String printed) {
        var caveat =
                "<local-command-caveat>The command below was run in the agent itself; it is no request.</local-command-caveat>";
        userText(promptId, caveat, true);
        userText(
                promptId,
                "<command-name>%s</command-name>\n            <command-message>%s</command-message>\n            <command-args>%s</command-args>"
                        .formatted(name, name.substring(1), arguments),
                false);
        if (printed != null) {
            userText(promptId, "<local-command-stdout>%s</local-command-stdout>".formatted(printed), false);
        }
    }

    /** Appends a line as it stands. */
    synchronized void append(Map<String, @Nullable Object> entry) {
        if (faults.isMute(Source.TRANSCRIPT)) {
            return;
        }
        var lines = new StringBuilder();
        for (var earlier : copied) {
            var copy = earlier.members();
            copy.put("sessionId", session);
            lines.append(Json.write(copy)).append('\n');
        }
        copied = List.of();
        lines.append(Json.write(entry)).append('\n');
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the transcript " + file, e);
        }
    }
}
