package dev.tagma.core.session;

import java.util.UUID;

/** Identifies a session for ever: a UUID of version 7, so that ids sort by creation. */
public record SessionId(UUID value) implements Comparable<SessionId> {

    /** Reads the canonical text form. */
    public static SessionId parse(String text) {
        return new SessionId(UUID.fromString(text));
    }

    @Override
    public int compareTo(SessionId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
