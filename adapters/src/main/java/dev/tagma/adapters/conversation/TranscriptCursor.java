package dev.tagma.adapters.conversation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an entry: it stays good however much is added, and after the session has taken another conversation.
 *
 * @param conversation the agent's name of the conversation
 * @param offset where the entry's line begins, in bytes
 * @param part which of the line's entries it is
 */
public record TranscriptCursor(String conversation, long offset, int part) {

    private static final Pattern FORM = Pattern.compile("([^:]{1,150}):([0-9]{1,18})\\.([0-9]{1,9})");

    static Optional<TranscriptCursor> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new TranscriptCursor(
                        matcher.group(1), Long.parseLong(matcher.group(2)), Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** In front of all entries of a conversation. */
    static TranscriptCursor before(String conversation) {
        return new TranscriptCursor(conversation, 0, -1);
    }

    boolean isBehind(TranscriptCursor other) {
        return offset != other.offset ? offset > other.offset : part > other.part;
    }

    @Override
    public String toString() {
        return conversation + ":" + offset + "." + part;
    }
}
