package dev.tagma.cli.http;

import dev.tagma.cli.http.TransportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What comes in over a connection: lines and bytes, however the pieces were cut. For one thread. */
final class Incoming {

    /** Far more than the daemon's heads have; whoever sends more does not speak HTTP. */
    private static final int HEAD_LIMIT = 64 * 1024;

    private final Connection connection;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024).flip();
    private Supplier<Deadline> deadline;
    private int headBytes;

    Incoming(Connection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = () -> deadline;
    }

    /** From now on, only silence of this length is too late: for streams that have no end. */
    void endAfterSilence(Duration silence) {
        deadline = () -> Deadline.after(silence);
    }

    /** Reads the head of the final answer, passing over interim ones. */
    Head head() throws IOException {
        while (true) {
            headBytes = 0;
            int status = status(line());
            Map<String, String> headers = headers();
            if (status >= 200) {
                return new Head(status, headers);
            }
        }
    }

    private static int status(String line) {
        // HTTP/1.1 200 OK
        if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
            String digits = line.substring(9, 12);
            if (digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
                return Integer.parseInt(digits);
            }
        }
        throw new TransportException(Kind.GARBLED, "what listens there does not speak HTTP");
    }

    Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new TransportException(Kind.GARBLED, "the answer has a header line without a name");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** The next line of a head or of a chunk's frame, without its end. */
    String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int each = next();
            if (each == -1) {
                throw cut();
            }
            if (each == '\n') {
                int length = line.length();
                return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
            }
            if (++headBytes > HEAD_LIMIT) {
                throw new TransportException(Kind.GARBLED, "the answer's head has no end");
            }
            line.append((char) each);
        }
    }

    /** A chunk's frame counts by itself, else a long stream would run into the limit of heads. */
    String frameLine() throws IOException {
        headBytes = 0;
        return line();
    }

    /** Waits for something to read; false when the other side has closed without a word. */
    boolean hasBytes() throws IOException {
        return buffer.hasRemaining() || fill();
    }

    private int next() throws IOException {
        return hasBytes() ? buffer.get() & 0xff : -1;
    }

    /** Reads some bytes, at least one; -1 at the end of the connection. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (!hasBytes()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count = connection.read(buffer, deadline.get());
        buffer.flip();
        return count > 0;
    }

    static TransportException cut() {
        return new TransportException(Kind.LOST, "the connection to the daemon was cut");
    }

    /** Status and headers, their names in lower case. */
    record Head(int status, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }
}
