package dev.tagma.testkit.history;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.session.Lifecycle;
import java.time.Instant;

/** One line of a history. */
public sealed interface Told {

    /** When the daemon learned of it. */
    Instant at();

    /** A source said something new. */
    record Seen(Fact fact) implements Told {
        @Override
        public Instant at() {
            return fact.observedAt();
        }
    }

    /** The session came a step further in its life. */
    record Reached(Instant at, Lifecycle lifecycle) implements Told {}
}
