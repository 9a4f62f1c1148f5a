package dev.tagma.cli.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request.
 *
 * @param target path and query, percent-encoded
 * @param headers without those that the connection needs
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Up to megabytes that nobody changes; compared nowhere.
public record HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {

    public HttpRequest {
        headers = Map.copyOf(headers);
        requireOneLine(method);
        requireOneLine(target);
        headers.forEach((name, value) -> {
            requireOneLine(name);
            requireOneLine(value);
        });
    }

    public static HttpRequest get(String target) {
        return new HttpRequest("GET", target, Map.of(), new byte[0]);
    }

    public HttpRequest with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(method, target, more, body);
    }

    public HttpRequest withJson(String json) {
        return new HttpRequest(method, target, headers, json.getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", "application/json");
    }

    private static void requireOneLine(String text) {
        if (text.isEmpty() || text.chars().anyMatch(each -> each < ' ' || each > '~')) {
            throw new IllegalArgumentException("A request line or header holds something else than ASCII text");
        }
    }

    /** What is sent before the body. */
    byte[] head() {
        var head = new StringBuilder(256);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
