package dev.tagma.core.fact;

import java.time.Instant;
import java.util.Optional;

/** How long a fact stays good. */
public sealed interface Reach {

    Reach LEVEL = new Level();
    Reach EDGE = new Edge(Optional.empty());

    /** Holds until contradicted or until its carrier breaks. */
    record Level() implements Reach {}

    /** Something that happened: holds until the source's next word on the same question or until the deadline. */
    record Edge(Optional<Instant> deadline) implements Reach {}
}
