package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.turn.TurnOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One message of a conversation, as far as turns are made of it.
 *
 * @param answered the message that the agent answers; empty where others speak
 * @param completed when the agent had said it; none while it speaks, and of what others said
 * @param outcome how the turn ended with it, where it did
 * @param text what was said
 */
record Message(
        String id,
        Kind kind,
        String answered,
        Instant created,
        Optional<Instant> completed,
        Optional<TurnOutcome> outcome,
        String text) {

    /** Who says something. */
    enum Kind {
        PROMPT,
        AGENT,
        /** The program itself, to keep the model going. */
        PROGRAM
    }

    /** With these the model goes on. */
    private static final Set<String> UNFINISHED = Set.of("", "tool-calls", "unknown");

    static Message of(JsonNode message) {
        JsonNode info = message.path("info");
        String text = text(message);
        long completed = info.path("time").path("completed").asLong(0);
        return new Message(
                info.path("id").asString(""),
                kind(message, text),
                info.path("parentID").asString(""),
                Instant.ofEpochMilli(info.path("time").path("created").asLong(0)),
                completed == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(completed)),
                outcome(message),
                text);
    }

    /** What the last of all messages failed with, where it did after that time. */
    static Optional<Fault> failing(JsonNode messages, Instant since) {
        JsonNode info = messages.path(messages.size() - 1).path("info");
        boolean before = Instant.ofEpochMilli(info.path("time").path("created").asLong(0))
                .isBefore(since);
        JsonNode error = info.path("error");
        return before || !error.isObject()
                ? Optional.empty()
                : Optional.of(Fault.of(error)).filter(fault -> !fault.interrupted());
    }

    /** Whether the agent said the last of all messages to its end. */
    static boolean completes(JsonNode messages) {
        return outcome(messages.path(messages.size() - 1))
                .filter(TurnOutcome.COMPLETED::equals)
                .isPresent();
    }

    private static Kind kind(JsonNode message, String text) {
        JsonNode info = message.path("info");
        if (info.path("role").asString("").equals("assistant")) {
            return info.path("summary").asBoolean(false) ? Kind.PROGRAM : Kind.AGENT;
        }
        boolean file = message.path("parts").values().stream()
                .anyMatch(part -> part.path("type").asString("").equals("file"));
        return text.isEmpty() && !file ? Kind.PROGRAM : Kind.PROMPT;
    }

    private static String text(JsonNode message) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : message.path("parts")) {
            if (part.path("type").asString("").equals("text")
                    && !part.path("synthetic").asBoolean(false)) {
                text.append(part.path("text").asString(""));
            }
        }
        return text.toString();
    }

    private static Optional<TurnOutcome> outcome(JsonNode message) {
        JsonNode info = message.path("info");
        JsonNode error = info.path("error");
        if (error.isObject()) {
            return Optional.of(Fault.of(error).outcome());
        }
        if (!UNFINISHED.contains(info.path("finish").asString(""))) {
            return Optional.of(TurnOutcome.COMPLETED);
        }
        return message.path("parts").values().stream().anyMatch(Message::stops)
                ? Optional.of(TurnOutcome.INTERRUPTED)
                : Optional.empty();
    }

    /** A refusal without a reason, and a question that is not answered, stop the turn. */
    private static boolean stops(JsonNode part) {
        String error = part.path("state").path("error").asString("");
        return (error.startsWith("The user rejected permission") && !error.contains("with the following feedback"))
                || error.startsWith("The user dismissed this question");
    }
}
