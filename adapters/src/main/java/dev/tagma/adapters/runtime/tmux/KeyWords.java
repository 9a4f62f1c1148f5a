package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Key;
import java.util.List;
import java.util.stream.Collectors;

/** Writes keys as send-keys commands. */
final class KeyWords {

    private KeyWords() {}

    static String commands(String pane, List<Key> keys) {
        return keys.stream()
                .map(key -> switch (key) {
                    case Key.Named named -> "send-keys -t " + pane + " " + name(named);
                    case Key.Printable(char character) ->
                        "send-keys -l -t " + pane + " -- " + TmuxWords.quoted(printable(character));
                    case Key.Control(char letter) -> "send-keys -t " + pane + " C-" + letter(letter);
                })
                .collect(Collectors.joining(" ; "));
    }

    private static String name(Key.Named key) {
        return switch (key) {
            case ENTER -> "Enter";
            case ESCAPE -> "Escape";
            case TAB -> "Tab";
            case BACKSPACE -> "BSpace";
            case UP -> "Up";
            case DOWN -> "Down";
            case LEFT -> "Left";
            case RIGHT -> "Right";
            case HOME -> "Home";
            case END -> "End";
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
