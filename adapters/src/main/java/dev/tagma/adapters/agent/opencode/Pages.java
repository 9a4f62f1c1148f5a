package dev.tagma.adapters.agent.opencode;

import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptPage.Entry;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Makes pages of the conversation. A cursor is the program's own name of a message or of a part of one. What is not said to
 * its end stands on no page, nor does what follows it, so that nothing is ever inserted.
 */
final class Pages {

    private Pages() {}

    static TranscriptPage page(JsonNode messages, TranscriptQuery query) {
        List<Entry> all = entries(messages);
        int from = query.after()
                .filter(cursor -> !cursor.equals(TranscriptQuery.BEGINNING))
                .map(cursor -> place(all, cursor) + 1)
                .orElse(0);
        int to = query.before().map(cursor -> place(all, cursor)).orElse(all.size());
        List<Entry> found = all.subList(from, Math.max(from, to)).stream()
                .filter(entry -> query.role().map(entry.role()::equals).orElse(true))
                .toList();
        if (found.size() <= query.limit()) {
            return new TranscriptPage(found, false);
        }
        return new TranscriptPage(
                query.after().isPresent()
                        ? found.subList(0, query.limit())
                        : found.subList(found.size() - query.limit(), found.size()),
                true);
    }

    private static int place(List<Entry> entries, String cursor) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).cursor().equals(cursor)) {
                return i;
            }
        }
        throw new UnknownCursorException(
                "No entry stands at cursor '" + cursor + "'; take one from an entry of this session's conversation");
    }

    /** The last things the agent said, newest first. */
    static List<String> lastMessages(JsonNode messages, int count) {
        return entries(messages).reversed().stream()
                .filter(entry -> entry.role().equals("assistant"))
                .map(Entry::text)
                .limit(count)
                .toList();
    }

    private static List<Entry> entries(JsonNode messages) {
        List<Entry> found = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            boolean last = i == messages.size() - 1;
            if (!add(found, messages.path(i), last)) {
                break;
            }
        }
        return found;
    }

    /** Returns whether all that the message will hold is there; one that others follow will hold no more. */
    private static boolean add(List<Entry> found, JsonNode message, boolean last) {
        JsonNode info = message.path("info");
        String id = info.path("id").asString("");
        Optional<Instant> at = Optional.of(
                Instant.ofEpochMilli(info.path("time").path("created").asLong(0)));
        if (info.path("role").asString("").equals("user")) {
            Message said = Message.of(message);
            if (said.kind() == Message.Kind.PROMPT) {
                found.add(new Entry(id, "user", said.text(), Optional.empty(), at));
            }
            return true;
        }
        boolean over = !last || info.path("time").has("completed");
        for (JsonNode part : message.path("parts")) {
            if (!over && !isWhole(part)) {
                return false;
            }
            add(found, part, at);
        }
        JsonNode error = info.path("error");
        if (error.isObject()) {
            Fault fault = Fault.of(error);
            found.add(new Entry(
                    id + "/error",
                    "system",
                    fault.interrupted() ? "interrupted" : fault.words(),
                    Optional.empty(),
                    at));
        }
        return over;
    }

    private static boolean isWhole(JsonNode part) {
        return switch (part.path("type").asString("")) {
            case "text" -> part.path("time").has("end");
            case "tool" -> {
                String status = part.path("state").path("status").asString("");
                yield status.equals("completed") || status.equals("error");
            }
            default -> true;
        };
    }

    private static void add(List<Entry> found, JsonNode part, Optional<Instant> at) {
        String id = part.path("id").asString("");
        switch (part.path("type").asString("")) {
            case "text" -> {
                String text = part.path("text").asString("");
                if (!text.isBlank()) {
                    found.add(new Entry(id, "assistant", text, Optional.empty(), at));
                }
            }
            case "tool" -> {
                JsonNode state = part.path("state");
                found.add(new Entry(
                        id,
                        "tool",
                        state.path("input").toString(),
                        Optional.of(part.path("tool").asString("")),
                        at));
                String answer =
                        state.path("output").asString(state.path("error").asString(""));
                found.add(new Entry(id + "/answer", "tool", answer, Optional.empty(), at));
            }
            default -> {}
        }
    }
}
