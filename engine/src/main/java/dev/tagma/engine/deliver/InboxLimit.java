package dev.tagma.engine.deliver;

import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.store.Reads.InboxSize;

/**
 * How much may be in the inbox of one session that has not come to its end.
 *
 * @param messages at most so many messages
 * @param bytes at most so many bytes of text, in UTF-8
 */
public record InboxLimit(int messages, long bytes) {

    public static final InboxLimit DEFAULT = new InboxLimit(1_000, 64L << 20);

    /** For the first message of a session, whose length is limited by itself. */
    public static final InboxLimit NONE = new InboxLimit(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** Refuses one more message of so many bytes where it does not fit in. */
    void check(String session, InboxSize size, long more) {
        if (size.messages() >= messages) {
            throw full(
                    session,
                    "holds " + size.messages() + " messages that are not over; at most " + messages
                            + " may be (delivery.inbox.messages)");
        }
        if (size.bytes() > bytes - more) {
            throw full(
                    session,
                    "holds " + size.bytes() + " bytes that are not over and has no room for " + more + " more; at most "
                            + bytes + " may be (delivery.inbox.bytes)");
        }
    }

    private static Problem full(String session, String what) {
        return new Problem(
                ProblemCode.CONFLICT,
                "The inbox of session " + session + " is full: it " + what
                        + ". Let the agent take some first, or withdraw some");
    }
}
