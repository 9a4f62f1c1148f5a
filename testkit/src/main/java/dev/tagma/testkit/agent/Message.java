package dev.tagma.testkit.agent;

import java.time.Instant;

/**
 * Something said to the agent.
 *
 * @param source {@code typed}, {@code queued} or {@code system} (news about work in the background)
 * @param isPasted whether it holds a paste that was folded away in the composer: then it is text, whatever it begins with
 */
record Message(String text, String source, boolean isPasted, Instant at) {

    static Message typed(String text, boolean isPasted, Instant at) {
        return new Message(text, "typed", isPasted, at);
    }

    static Message notice(String text, Instant at) {
        return new Message(text, "system", true, at);
    }

    Message queued() {
        return isNotice() ? this : new Message(text, "queued", isPasted, at);
    }

    boolean isNotice() {
        return source.equals("system");
    }
}
