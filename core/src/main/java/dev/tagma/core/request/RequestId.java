package dev.tagma.core.request;

import java.util.UUID;

/** Identifies a request: a UUID of version 7. */
public record RequestId(UUID value) {

    public static RequestId parse(String text) {
        return new RequestId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
