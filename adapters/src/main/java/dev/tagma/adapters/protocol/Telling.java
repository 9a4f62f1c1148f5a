package dev.tagma.adapters.protocol;

import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.agent.Observation;
import java.util.List;
import java.util.Optional;

/** What a state means to whoever observes. */
public interface Telling<S> {

    /** Facts speak of this process from now on. */
    void of(Optional<ProcessKey> process);

    /** All there is to know, for whoever begins to listen, or may have missed something: past turns first. */
    List<Observation> all(S state);

    /** What holds now. */
    List<Observation> facts(S state);
}
