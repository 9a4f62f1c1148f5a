package dev.tagma.core.message;

import java.util.UUID;

/** Identifies a message: a UUID of version 7, so that ids sort by acceptance. */
public record MessageId(UUID value) {

    public static MessageId parse(String text) {
        return new MessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
