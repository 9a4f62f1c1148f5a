package dev.tagma.cli.http;

import dev.tagma.cli.http.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** A stream of server-sent events. An event that was cut off is not given out: it comes again after resuming. */
public final class EventStream implements AutoCloseable {

    private static final int EVENT_LIMIT = 64 * 1024 * 1024;

    private final Connection connection;
    private final Body body;
    private final byte[] piece = new byte[16 * 1024];
    private int at;
    private int end;
    private boolean afterReturn;
    private String id = "";

    EventStream(Connection connection, Body body) {
        this.connection = connection;
        this.body = body;
    }

    /**
     * The next event; none when the server has ended the stream.
     *
     * @throws TransportException when the connection is cut
     */
    public Optional<ServerEvent> next() {
        try {
            return nextEvent();
        } catch (IOException broken) {
            throw new TransportException(Kind.LOST, "the connection to the daemon was cut", broken);
        }
    }

    private Optional<ServerEvent> nextEvent() throws IOException {
        String type = "message";
        var data = new StringJoiner("\n");
        boolean hasData = false;
        boolean moved = false;
        for (Optional<String> read = line(); read.isPresent(); read = line()) {
            String line = read.get();
            if (line.isEmpty()) {
                if (hasData || moved) {
                    return Optional.of(
                            new ServerEvent(id, type, hasData ? Optional.of(data.toString()) : Optional.empty()));
                }
                type = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
            switch (field) {
                case "event" -> type = value;
                case "data" -> {
                    data.add(value);
                    hasData = true;
                }
                case "id" -> {
                    id = value;
                    moved = true;
                }
                default -> {
                    // A comment keeps the connection alive, and unknown fields are to be passed over.
                }
            }
        }
        return Optional.empty();
    }

    /** The next line, ended by LF, CR or both; none at the end of the stream, where half a line counts for nothing. */
    private Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (true) {
            if (at == end && !fill()) {
                return Optional.empty();
            }
            byte each = piece[at++];
            boolean endsPrevious = each == '\n' && afterReturn;
            afterReturn = each == '\r';
            if (endsPrevious) {
                continue;
            }
            if (each == '\n' || each == '\r') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            line.write(each);
            if (line.size() > EVENT_LIMIT) {
                throw new TransportException(Kind.GARBLED, "an event is larger than " + EVENT_LIMIT + " bytes");
            }
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, body.read(piece, 0, piece.length));
        return end > 0;
    }

    @Override
    public void close() {
        connection.close();
    }
}
