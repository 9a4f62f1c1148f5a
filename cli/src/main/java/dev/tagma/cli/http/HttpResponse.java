package dev.tagma.cli.http;

import java.nio.charset.StandardCharsets;

/** A whole answer. */
@SuppressWarnings("ArrayRecordComponent") // Up to megabytes that nobody changes; compared nowhere.
public record HttpResponse(int status, String contentType, byte[] body) {

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /** Whether the body is JSON of any kind, a problem for example. */
    public boolean json() {
        return contentType.startsWith("application/json") || contentType.startsWith("application/problem+json");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
