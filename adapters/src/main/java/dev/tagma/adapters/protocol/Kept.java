package dev.tagma.adapters.protocol;

import java.util.List;
import java.util.Optional;

/**
 * What must be known of a conversation after a crash at any point. What is to be said is in here, with its number, before
 * it is said; what was heard up to {@link #read} has had its effect.
 *
 * @param <S> the state itself
 */
public interface Kept<S> {

    /** The place in the process's output up to which it was heard. */
    long read();

    /** Frames that may not have been given to the process yet. */
    List<Frame> outbox();

    /** With only this left to be said. */
    S unsaid(List<Frame> left);

    /** Why nothing can be begun with the process; none while something can. */
    Optional<String> failure();
}
