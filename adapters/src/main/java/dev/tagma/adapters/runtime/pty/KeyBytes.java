package dev.tagma.adapters.runtime.pty;

import dev.tagma.spi.runtime.Key;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a keyboard would send for keys. */
final class KeyBytes {

    private KeyBytes() {}

    /** @param application whether the program has asked for the cursor keys' other form */
    static byte[] of(List<Key> keys, boolean application) {
        var bytes = new ByteArrayOutputStream();
        for (Key key : keys) {
            bytes.writeBytes(text(key, application).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String text(Key key, boolean application) {
        return switch (key) {
            case Key.Named named -> text(named, application ? "\u001bO" : "\u001b[");
            case Key.Printable(char character) -> printable(character);
            case Key.Control(char letter) -> String.valueOf((char) (letter(letter) - 'a' + 1));
        };
    }

    private static String text(Key.Named key, String cursor) {
        return switch (key) {
            case ENTER -> "\r";
            case ESCAPE -> "\u001b";
            case TAB -> "\t";
            case BACKSPACE -> "\u007f";
            case UP -> cursor + "A";
            case DOWN -> cursor + "B";
            case RIGHT -> cursor + "C";
            case LEFT -> cursor + "D";
            case HOME -> cursor + "H";
            case END -> cursor + "F";
        };
    }

    private static String printable(char character) {
        if (Character.isISOControl(character) || Character.isSurrogate(character)) {
            throw new IllegalArgumentException(
                    "U+%04X is not a printable character; paste text or press a named key".formatted((int) character));
        }
        return String.valueOf(character);
    }

    private static char letter(char letter) {
        char lower = Character.toLowerCase(letter);
        if (lower < 'a' || lower > 'z') {
            throw new IllegalArgumentException("There is no control key for '" + letter + "'; it must be a letter");
        }
        return lower;
    }
}
