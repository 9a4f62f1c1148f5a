package dev.tagma.adapters.protocol;

import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import java.util.Optional;

/** What each thing that the agent says leads to. */
public interface Hearing<S> {

    /** What was being said is heard again. */
    void forget();

    /**
     * What a line leads to; nothing where it changes nothing, or where there is more to come before it does. Throws {@link
     * java.io.UncheckedIOException} or {@link dev.tagma.spi.runtime.TerminalException} where that cannot be kept now: the
     * line is heard again then.
     */
    Optional<Change<S>> heard(S state, Line line);

    /** What a line leads to that nothing could be made of: it is passed over, and who waits for an answer to it gets one. */
    Change<S> notUnderstood(S state, Line line);

    /** All that has been said so far has been heard. */
    Optional<Change<S>> pause(S state);

    /** The agent says nothing more. What it was not given is all that the outbox holds. */
    void gone(Change<S> change);
}
