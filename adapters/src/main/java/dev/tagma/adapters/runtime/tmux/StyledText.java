package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Screen;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what capture-pane prints with its control sequences: characters, renditions and the line-drawing set. tmux
 * carries the rendition from one line to the next, so the lines of one capture are read in order by one reader.
 */
final class StyledText {

    private static final char ESC = '\u001b';
    private static final char SHIFT_OUT = '\u000e';
    private static final char SHIFT_IN = '\u000f';

    /** What the characters from {@code `} to {@code ~} mean in the line-drawing set. */
    private static final String DRAWING = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private boolean bold;
    private boolean dim;
    private boolean reverse;
    private boolean drawing;

    static List<Screen.Row> rows(List<String> lines) {
        var reader = new StyledText();
        List<Screen.Row> rows = new ArrayList<>(lines.size());
        for (String line : lines) {
            rows.add(reader.row(line));
        }
        return rows;
    }

    private Screen.Row row(String line) {
        var text = new StringBuilder(line.length());
        var styles = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ESC) {
                i = sequence(line, i);
            } else if (c == SHIFT_OUT || c == SHIFT_IN) {
                drawing = c == SHIFT_OUT;
            } else {
                text.append(drawing ? drawn(c) : c);
                styles.append(style());
            }
        }
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        return new Screen.Row(text.substring(0, length), styles.substring(0, length));
    }

    static char drawn(char c) {
        return c >= '`' && c <= '~' ? DRAWING.charAt(c - '`') : c;
    }

    private char style() {
        if (dim) {
            return 'd';
        }
        if (reverse) {
            return 'r';
        }
        return bold ? 'b' : ' ';
    }

    /** Reads the sequence that begins at {@code start} and returns the index of its last character. */
    private int sequence(String line, int start) {
        int end = endOfSequence(line, start);
        if (end < line.length() && line.charAt(end) == 'm' && line.charAt(start + 1) == '[') {
            rendition(line.substring(start + 2, end));
        }
        return end;
    }

    static int endOfSequence(String line, int start) {
        int next = start + 1;
        if (next >= line.length()) {
            return next;
        }
        return switch (line.charAt(next)) {
            case '[' -> endOfControl(line, next + 1);
            case ']' -> endOfString(line, next + 1);
            default -> next;
        };
    }

    private static int endOfControl(String line, int from) {
        int i = from;
        while (i < line.length() && (line.charAt(i) < '@' || line.charAt(i) > '~')) {
            i++;
        }
        return i;
    }

    /** An operating system command, such as a hyperlink of a newer tmux, ends with BEL or with ESC and a backslash. */
    private static int endOfString(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '\u0007') {
                return i;
            }
            if (line.charAt(i) == ESC && i + 1 < line.length() && line.charAt(i + 1) == '\\') {
                return i + 1;
            }
        }
        return line.length();
    }

    private void rendition(String parameters) {
        String[] codes = parameters.split(";", -1);
        for (int i = 0; i < codes.length; i++) {
            switch (codes[i]) {
                case "", "0" -> {
                    bold = false;
                    dim = false;
                    reverse = false;
                }
                case "1" -> bold = true;
                case "2" -> dim = true;
                case "7" -> reverse = true;
                case "22" -> {
                    bold = false;
                    dim = false;
                }
                case "27" -> reverse = false;
                case "38", "48", "58" -> i += colourLength(codes, i);
                default -> {
                    // Colours, underlines and the like do not matter here.
                }
            }
        }
    }

    /** How many codes after an extended colour's own belong to it; 2 and 1 among them are no renditions. */
    private static int colourLength(String[] codes, int at) {
        if (at + 1 >= codes.length) {
            return 0;
        }
        return switch (codes[at + 1]) {
            case "5" -> 2;
            case "2" -> 4;
            default -> 0;
        };
    }
}
