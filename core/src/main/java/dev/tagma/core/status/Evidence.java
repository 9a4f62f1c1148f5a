package dev.tagma.core.status;

import dev.tagma.core.fact.Fact;

/** A fact and the part it played in a status. */
public record Evidence(Fact fact, Role role) {

    /** The part a fact plays. */
    public enum Role {
        DECIDES,
        AGREES,
        CONTRADICTS
    }
}
