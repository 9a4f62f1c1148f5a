package dev.tagma.adapters.face;

import java.text.Normalizer;

/** Whether the composer shows a text that was placed: wrapped at the screen's width, scrolled, or as a placeholder. */
public final class ComposerMatch {

    /** A composer that scrolls shows at least so much of a text's end. */
    private static final int SHOWN_AT_LEAST = 160;

    private ComposerMatch() {}

    /** Whether the rows are this text; where lines were broken cannot be seen, so white space does not count. */
    public static boolean shows(String rows, String text) {
        String shown = bare(rows);
        String placed = bare(text);
        return !shown.isEmpty()
                && (shown.equals(placed) || (shown.length() >= SHOWN_AT_LEAST && placed.endsWith(shown)));
    }

    /** Whether the rows are this text or a first part of it that has been drawn. */
    public static boolean begins(String rows, String text) {
        String shown = bare(rows);
        return !shown.isEmpty() && (bare(text).startsWith(shown) || shows(rows, text));
    }

    /** Whether a placeholder with so many line feeds stands for this text. */
    public static boolean holds(int lines, String text) {
        return lines == text.chars().filter(c -> c == '\n').count();
    }

    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[\\s\\u00a0]+", "");
    }
}
