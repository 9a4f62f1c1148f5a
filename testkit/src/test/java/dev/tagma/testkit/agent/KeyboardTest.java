package dev.tagma.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyboardTest {

    private static final String SESSION =
            "añ👩b\u001b[A\u001b[Z\r\u0003\u001b[200~pasted\r\u001b[Alines\ttab é\u001b[201~x\u007f\u001b[5~\u0015";

    @Test
    void bytesBecomeKeys() throws IOException {
        assertThat(keys(new ByteArrayInputStream(SESSION.getBytes(StandardCharsets.UTF_8))))
                .containsExactly(
                        new Key.Typed("añ👩b"),
                        Key.Named.UP,
                        Key.Named.SHIFT_TAB,
                        Key.Named.ENTER,
                        Key.Named.CTRL_C,
                        new Key.Pasted("pasted\r\u001b[Alines\ttab é"),
                        new Key.Typed("x"),
                        Key.Named.BACKSPACE,
                        Key.Named.OTHER,
                        Key.Named.CTRL_U);
    }

    @Property(tries = 200)
    void itDoesNotMatterHowTheBytesArrive(@ForAll @IntRange(min = 1, max = 20) int chunk) throws IOException {
        var whole = keys(new ByteArrayInputStream(SESSION.getBytes(StandardCharsets.UTF_8)));
        var cut = keys(new Chunked(SESSION.getBytes(StandardCharsets.UTF_8), chunk));

        assertThat(joined(cut)).isEqualTo(joined(whole));
    }

    @Test
    void aLoneEscapeIsAKey() throws IOException {
        assertThat(keys(new ByteArrayInputStream(new byte[] {0x1b}))).containsExactly(Key.Named.ESCAPE);
        assertThat(keys(new ByteArrayInputStream("\u001b\u001bx".getBytes(StandardCharsets.UTF_8))))
                .containsExactly(Key.Named.ESCAPE, Key.Named.ESCAPE, new Key.Typed("x"));
    }

    private static List<Key> keys(InputStream in) throws IOException {
        var keyboard = new Keyboard(in);
        var all = new ArrayList<Key>();
        for (var keys = keyboard.read(); !keys.isEmpty(); keys = keyboard.read()) {
            all.addAll(keys);
        }
        return all;
    }

    /** What was typed may be cut anywhere between characters. */
    private static List<Key> joined(List<Key> keys) {
        var joined = new ArrayList<Key>();
        for (var key : keys) {
            if (key instanceof Key.Typed(var text)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Key.Typed(var before)) {
                joined.set(joined.size() - 1, new Key.Typed(before + text));
            } else {
                joined.add(key);
            }
        }
        return joined;
    }

    /** Gives at most so many bytes at a time. */
    private static final class Chunked extends InputStream {
        private final byte[] bytes;
        private final int chunk;
        private int at;

        Chunked(byte[] bytes, int chunk) {
            this.bytes = bytes;
            this.chunk = chunk;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int given = Math.min(Math.min(chunk, length), bytes.length - at);
            System.arraycopy(bytes, at, into, offset, given);
            at += given;
            return given == 0 ? -1 : given;
        }

        @Override
        public int available() {
            return bytes.length - at;
        }
    }
}
