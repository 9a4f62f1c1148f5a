package dev.tagma.adapters.protocol;

import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import java.util.Optional;

/** What each thing that the agent says leads to. */
public interface Hearing<S> {

    /** What was being said is heard again. */
    void forget();

    /** What a line leads to; nothing where it changes nothing, or where there is more to come before it does. */
    Optional<Change<S>> heard(S state, Line line);

    /** All that has been said so far has been heard. */
    Optional<Change<S>> pause(S state);

    /** The agent says nothing more. */
    void gone(Change<S> change);
}
