package dev.tagma.cli.http;

import dev.tagma.cli.http.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The bytes of an answer's body, free of the frame they came in. */
sealed interface Body {

    /** More than any answer of the daemon; what goes on longer would fill our memory. */
    int LIMIT = 256 * 1024 * 1024;

    /** Reads some bytes, at least one; -1 at the body's end. A connection that ends before the body does is cut. */
    int read(byte[] into, int offset, int length) throws IOException;

    /** The body that a head announces. */
    static Body of(Incoming incoming, Incoming.Head head) {
        if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return new Chunked(incoming);
        }
        String length = head.header("content-length");
        if (head.status() == 204 || head.status() == 304) {
            return new Measured(incoming, 0);
        }
        if (length.isEmpty()) {
            return new UntilClosed(incoming);
        }
        try {
            return new Measured(incoming, Math.max(0, Long.parseLong(length)));
        } catch (NumberFormatException notANumber) {
            throw new TransportException(Kind.GARBLED, "the answer's length '" + length + "' is no number", notANumber);
        }
    }

    default byte[] whole() throws IOException {
        var whole = new ByteArrayOutputStream();
        var piece = new byte[16 * 1024];
        for (int count = read(piece, 0, piece.length); count >= 0; count = read(piece, 0, piece.length)) {
            whole.write(piece, 0, count);
            if (whole.size() > LIMIT) {
                throw new TransportException(Kind.GARBLED, "the answer is larger than " + LIMIT + " bytes");
            }
        }
        return whole.toByteArray();
    }

    /** As long as the head said. */
    final class Measured implements Body {
        private final Incoming incoming;
        private long left;

        Measured(Incoming incoming, long left) {
            this.incoming = incoming;
            this.left = left;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = incoming.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw Incoming.cut();
            }
            left -= count;
            return count;
        }
    }

    /** In chunks, each with its length; the last one is empty. */
    final class Chunked implements Body {
        private final Incoming incoming;
        private long left;
        private boolean ended;

        Chunked(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 && !begin()) {
                return -1;
            }
            int count = incoming.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw Incoming.cut();
            }
            left -= count;
            if (left == 0 && !incoming.frameLine().isEmpty()) {
                throw new TransportException(Kind.GARBLED, "a chunk of the answer does not end where it should");
            }
            return count;
        }

        /** Reads the frame of the next chunk; false after the last one. */
        private boolean begin() throws IOException {
            if (ended) {
                return false;
            }
            String frame = incoming.frameLine();
            int extension = frame.indexOf(';');
            String size = (extension < 0 ? frame : frame.substring(0, extension)).strip();
            try {
                left = Long.parseUnsignedLong(size, 16);
            } catch (NumberFormatException notANumber) {
                throw new TransportException(Kind.GARBLED, "a chunk's length '" + size + "' is no number", notANumber);
            }
            if (left < 0) {
                throw new TransportException(Kind.GARBLED, "a chunk's length '" + size + "' is too large");
            }
            ended = left == 0;
            if (ended) {
                incoming.headers();
            }
            return !ended;
        }
    }

    /** As long as the connection stays open. */
    final class UntilClosed implements Body {
        private final Incoming incoming;

        UntilClosed(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return incoming.read(into, offset, length);
        }
    }
}
