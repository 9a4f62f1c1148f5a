package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a stream of server-sent events as the specification says, and holds each event against its schema. */
final class SseClient implements AutoCloseable {

    /** One frame: a block of lines. */
    record Frame(Optional<String> id, Optional<String> event, Optional<String> data, List<String> comments) {

        boolean isEvent() {
            return data.isPresent();
        }
    }

    private final RawClient client;
    private final StringBuilder pending = new StringBuilder();

    private SseClient(RawClient client) {
        this.client = client;
    }

    /** Opens a stream; the connection is the caller's to give. */
    static SseClient open(RawClient client, String target, String... headers) throws IOException {
        client.begin("GET", target, headers);
        RawClient.Answer head = client.head();
        assertThat(head.status()).as(head.headers().toString()).isEqualTo(200);
        assertThat(head.header("Content-Type")).contains("text/event-stream");
        assertThat(head.header("X-Content-Type-Options")).contains("nosniff");
        return new SseClient(client);
    }

    Frame frame() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        lines.stream().filter(line -> line.startsWith("data: ")).forEach(ApiClient::checkEvent);
        return new Frame(
                value(lines, "id: "),
                value(lines, "event: "),
                value(lines, "data: "),
                lines.stream().filter(line -> line.startsWith(":")).toList());
    }

    /** The next event, past frames that carry none. */
    Frame event() throws IOException {
        Frame frame = frame();
        while (!frame.isEvent()) {
            frame = frame();
        }
        return frame;
    }

    List<Frame> events(int count) throws IOException {
        List<Frame> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(event());
        }
        return events;
    }

    /** Reads to the end of the stream and gives the events on the way. */
    List<Frame> rest() throws IOException {
        List<Frame> events = new ArrayList<>();
        try {
            while (true) {
                events.add(event());
            }
        } catch (EOFException end) {
            return events;
        }
    }

    private static Optional<String> value(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()))
                .findFirst();
    }

    private String line() throws IOException {
        int end = pending.indexOf("\n");
        while (end < 0) {
            byte[] chunk = client.chunk();
            if (chunk.length == 0) {
                throw new EOFException("The stream ended");
            }
            int known = pending.length();
            pending.append(new String(chunk, StandardCharsets.UTF_8));
            end = pending.indexOf("\n", known);
        }
        String line = pending.substring(0, end);
        pending.delete(0, end + 1);
        return line;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
