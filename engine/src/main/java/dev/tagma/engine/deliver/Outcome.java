package dev.tagma.engine.deliver;

import java.time.Duration;
import java.util.Optional;

/** What a step of the courier came to. */
sealed interface Outcome {

    /** Something changed in the inbox: look at it again at once. */
    record Moved() implements Outcome {}

    /**
     * The message has to wait; people see why.
     *
     * @param lookAgain when to try although nothing was seen to change; none when only a change can help
     */
    record Held(String reason, Optional<Duration> lookAgain) implements Outcome {}

    /**
     * What a look at the terminal showed is in the way. A screen that is being drawn may show for a moment what is not so.
     *
     * @param lookAgain when to try although nothing was seen to change
     */
    record Shown(String reason, Duration lookAgain) implements Outcome {}

    /** It was handed over and evidence is awaited. */
    record Waiting(Duration lookAgain) implements Outcome {}
}
