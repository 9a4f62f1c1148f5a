package dev.tagma.adapters.agent.external;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the lines that an adapter says, none longer than it may be. One thread at a time. */
final class Sentences {

    /** Longer than any message that is sent; a longer line is no message, and is not waited for. */
    static final int LONGEST = 16 << 20;

    private static final int CHUNK = 1 << 16;

    private final InputStream stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK];
    private int from;
    private int to;

    Sentences(InputStream stream) {
        this.stream = stream;
    }

    /** The next line; none when there will be no more. */
    Optional<String> next() throws IOException, Breach {
        while (true) {
            for (int i = from; i < to; i++) {
                if (chunk[i] == '\n') {
                    keep(i);
                    from = i + 1;
                    return Optional.of(whole());
                }
            }
            keep(to);
            from = 0;
            to = stream.read(chunk);
            if (to < 0) {
                to = 0;
                return Optional.empty();
            }
        }
    }

    private void keep(int end) throws Breach {
        line.write(chunk, from, end - from);
        if (line.size() > LONGEST) {
            throw new Breach("it said a line of more than " + (LONGEST >> 20) + " MiB");
        }
    }

    private String whole() throws Breach {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new Breach("it said a line that is no UTF-8");
        } finally {
            line.reset();
        }
    }
}
