package dev.tagma.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Headers that stand on every answer. */
public final class Headers {

    /** The media type of problems. */
    public static final String PROBLEM = "application/problem+json";

    /** Nothing here is a page, may be framed, guessed at or kept. */
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private Headers() {}

    /** A name for a request that came without one. */
    public static String newRequestId() {
        return UUID.randomUUID().toString();
    }

    /** Headers to which those of the answer can be added. */
    public static Map<String, String> forRequest(String id) {
        Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
        headers.put("X-Request-Id", id);
        return headers;
    }
}
