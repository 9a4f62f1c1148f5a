package dev.tagma.testkit.agent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** What the agent does to text, and how wide it is. */
final class Text {

    private Text() {}

    /**
     * The text of a paste as the composer takes it: line ends become new lines, a tab four spaces, escape sequences,
     * control characters and invisible ones go.
     */
    static String cleaned(String pasted) {
        var text = pasted.replaceAll(
                        "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|\u001b.?", "")
                .replaceAll("\r\n|[\r\u000b\f\u0085\u2028\u2029]", "\n")
                .replace("\t", "    ");
        var clean = new StringBuilder(text.length());
        text.codePoints().filter(c -> c == '\n' || !isDropped(c)).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** What is left of a message that was typed or pasted in the open. */
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).stripTrailing();
    }

    private static boolean isDropped(int c) {
        return c < 0x20
                || (c >= 0x7f && c <= 0x9f)
                || c == 0xad
                || c == 0x34f
                || (c >= 0x200b && c <= 0x200c)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff
                || (c >= 0xfff0 && c <= 0xfffb);
    }

    /** Breaks text into rows of at most that many columns, at blanks where it can. */
    static List<String> wrapped(String text, int columns) {
        var rows = new ArrayList<String>();
        for (var line : text.split("\n", -1)) {
            wrap(line, columns, rows);
        }
        return rows;
    }

    private static void wrap(String line, int columns, List<String> rows) {
        var rest = line;
        while (width(rest) > columns) {
            int cut = cut(rest, columns);
            int blank = rest.lastIndexOf(' ', cut);
            int end = blank > columns / 2 ? blank : cut;
            rows.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        rows.add(rest);
    }

    /** The part of a line that fits. */
    static String clipped(String line, int columns) {
        return width(line) <= columns ? line : line.substring(0, cut(line, columns));
    }

    private static int cut(String line, int columns) {
        int width = 0;
        int at = 0;
        while (at < line.length()) {
            int c = line.codePointAt(at);
            width += width(c);
            if (width > columns) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    static int width(String line) {
        return line.codePoints().map(Text::width).sum();
    }

    /** How many columns a terminal gives a character: near enough for wrapping. */
    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        var type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || c == 0x200d) {
            return 0;
        }
        boolean isWide = (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return isWide ? 2 : 1;
    }
}
