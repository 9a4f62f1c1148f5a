package dev.tagma.cli.talk;

import java.util.regex.Pattern;

/** Text made fit to be shown in one line of a terminal: nothing in it can move the cursor or turn the reading order. */
public final class Visible {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

    private Visible() {}

    /** The text with every control character, line end and invisible direction mark written out. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Visible::hidden)) {
            return text;
        }
        var visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            switch (each) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append(' ');
                default -> {
                    if (hidden(each)) {
                        visible.append(each < 0x100 ? "\\x" : "\\u").append(hex(each));
                    } else {
                        visible.appendCodePoint(each);
                    }
                }
            }
        });
        return visible.toString();
    }

    /**
     * A text of many lines made fit for a terminal: line ends and tabs stay, and where wanted the sequences that only give
     * characters their colour; everything else that could move the cursor is written out.
     */
    static String document(String text, boolean colours) {
        var visible = new StringBuilder(text.length() + 16);
        var colour = COLOUR.matcher(text);
        int begin = 0;
        while (colours && colour.find()) {
            document(text.substring(begin, colour.start()), visible);
            visible.append(colour.group());
            begin = colour.end();
        }
        document(text.substring(begin), visible);
        return visible.toString();
    }

    private static void document(String text, StringBuilder visible) {
        text.codePoints().forEach(each -> {
            if (each == '\n' || each == '\t') {
                visible.appendCodePoint(each);
            } else {
                visible.append(text(Character.toString(each)));
            }
        });
    }

    private static boolean hidden(int each) {
        return Character.isISOControl(each)
                || (each >= 0x202a && each <= 0x202e)
                || (each >= 0x2066 && each <= 0x2069)
                || each == 0x200e
                || each == 0x200f
                || each == 0x061c
                || each == 0x2028
                || each == 0x2029
                || (each >= 0xd800 && each <= 0xdfff);
    }

    private static String hex(int each) {
        String digits = Integer.toHexString(each);
        return "0".repeat((each < 0x100 ? 2 : 4) - digits.length()) + digits;
    }

    /** The text, ended by an ellipsis where it has more than so many columns. */
    static String shortened(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int each = text.codePointAt(end);
            used += width(each);
            if (used > columns - 1) {
                break;
            }
            end += Character.charCount(each);
        }
        return text.substring(0, end) + "…";
    }

    /** How many columns of a terminal the text takes. */
    static int width(String text) {
        return text.codePoints().map(Visible::width).sum();
    }

    private static int width(int each) {
        if (each < 0x300) {
            return 1;
        }
        return switch (Character.getType(each)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(each) ? 2 : 1;
        };
    }

    private static boolean wide(int each) {
        return (each >= 0x1100 && each <= 0x115f)
                || (each >= 0x2e80 && each <= 0xa4cf)
                || (each >= 0xac00 && each <= 0xd7a3)
                || (each >= 0xf900 && each <= 0xfaff)
                || (each >= 0xfe30 && each <= 0xfe6f)
                || (each >= 0xff00 && each <= 0xff60)
                || (each >= 0xffe0 && each <= 0xffe6)
                || (each >= 0x1f300 && each <= 0x1faff)
                || (each >= 0x20000 && each <= 0x3fffd);
    }
}
