package dev.tagma.testkit.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Turns the bytes of a terminal in raw mode into keys. */
final class Keyboard {

    private static final String PASTE_BEGINS = "\u001b[200~";
    private static final String PASTE_ENDS = "\u001b[201~";

    /** A lone ESC is the key; one with something right behind it begins a sequence. So long is "right behind". */
    private static final Duration ESCAPE_PATIENCE = Duration.ofMillis(20);

    private final InputStream in;
    private final byte[] chunk = new byte[64 * 1024];
    private byte[] rest = new byte[0];

    Keyboard(InputStream in) {
        this.in = in;
    }

    /** Waits for the next keys; none at the end of the input. */
    List<Key> read() throws IOException {
        var keys = new ArrayList<Key>();
        while (keys.isEmpty()) {
            int length = in.read(chunk);
            if (length < 0) {
                return keys;
            }
            take(length);
            if (isInPaste(length)) {
                continue;
            }
            boolean more = rest.length > 0 && rest[rest.length - 1] == 0x1b && comesMore();
            decode(keys, more);
        }
        return keys;
    }

    private void take(int length) {
        var joined = new byte[rest.length + length];
        System.arraycopy(rest, 0, joined, 0, rest.length);
        System.arraycopy(chunk, 0, joined, rest.length, length);
        rest = joined;
    }

    /** Whether a paste has begun whose end is not in the last chunk: then there is nothing to decode yet. */
    private boolean isInPaste(int lastChunk) {
        var tailLength = Math.min(rest.length, lastChunk + PASTE_ENDS.length());
        var tail = new String(rest, rest.length - tailLength, tailLength, StandardCharsets.ISO_8859_1);
        var headLength = Math.min(rest.length, PASTE_BEGINS.length());
        return new String(rest, 0, headLength, StandardCharsets.ISO_8859_1).equals(PASTE_BEGINS)
                && !tail.contains(PASTE_ENDS);
    }

    private boolean comesMore() throws IOException {
        if (in.available() == 0) {
            LockSupport.parkNanos(ESCAPE_PATIENCE.toNanos());
        }
        return in.available() > 0;
    }

    /** Decodes what is whole and keeps the rest for the next chunk. */
    private void decode(List<Key> keys, boolean more) {
        int whole = wholeCharacters();
        var text = new String(rest, 0, whole, StandardCharsets.UTF_8);
        int at = 0;
        while (at < text.length()) {
            int used = decode(text, at, keys, more);
            if (used == 0) {
                break;
            }
            at += used;
        }
        var left = text.substring(at).getBytes(StandardCharsets.UTF_8);
        var tail = new byte[left.length + rest.length - whole];
        System.arraycopy(left, 0, tail, 0, left.length);
        System.arraycopy(rest, whole, tail, left.length, rest.length - whole);
        rest = tail;
    }

    /** Decodes one key and says how many characters it took; 0 if it is not whole yet. */
    private static int decode(String text, int at, List<Key> keys, boolean more) {
        char c = text.charAt(at);
        if (text.startsWith(PASTE_BEGINS, at)) {
            int end = text.indexOf(PASTE_ENDS, at);
            if (end < 0) {
                return 0;
            }
            keys.add(new Key.Pasted(text.substring(at + PASTE_BEGINS.length(), end)));
            return end + PASTE_ENDS.length() - at;
        }
        if (c == 0x1b) {
            return escape(text, at, keys, more);
        }
        if (c < 0x20 || c == 0x7f) {
            keys.add(control(c));
            return 1;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) >= 0x20 && text.charAt(end) != 0x7f) {
            end++;
        }
        keys.add(new Key.Typed(text.substring(at, end)));
        return end - at;
    }

    private static int escape(String text, int at, List<Key> keys, boolean more) {
        boolean isSequence = at + 1 < text.length() && (text.charAt(at + 1) == '[' || text.charAt(at + 1) == 'O');
        if (!isSequence) {
            if (at + 1 == text.length() && more) {
                return 0;
            }
            keys.add(Key.Named.ESCAPE);
            return 1;
        }
        int end = at + 2;
        while (end < text.length() && text.charAt(end) < 0x40) {
            end++;
        }
        if (end == text.length()) {
            return 0;
        }
        keys.add(sequence(text.substring(at + 2, end + 1)));
        return end + 1 - at;
    }

    private static Key sequence(String sequence) {
        return switch (sequence) {
            case "A" -> Key.Named.UP;
            case "B" -> Key.Named.DOWN;
            case "C" -> Key.Named.RIGHT;
            case "D" -> Key.Named.LEFT;
            case "Z" -> Key.Named.SHIFT_TAB;
            case String _ -> Key.Named.OTHER;
        };
    }

    private static Key control(char c) {
        return switch (c) {
            case '\r', '\n' -> Key.Named.ENTER;
            case '\t' -> Key.Named.TAB;
            case 0x03 -> Key.Named.CTRL_C;
            case 0x04 -> Key.Named.CTRL_D;
            case 0x15 -> Key.Named.CTRL_U;
            case 0x08, 0x7f -> Key.Named.BACKSPACE;
            default -> Key.Named.OTHER;
        };
    }

    /** How many of the bytes make whole characters: the last one may be cut in two by the end of the chunk. */
    private int wholeCharacters() {
        int start = rest.length;
        while (start > 0 && start > rest.length - 4 && (rest[start - 1] & 0xc0) == 0x80) {
            start--;
        }
        if (start == 0) {
            return rest.length;
        }
        int lead = rest[start - 1] & 0xff;
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        return rest.length - start + 1 < needed ? start - 1 : rest.length;
    }
}
