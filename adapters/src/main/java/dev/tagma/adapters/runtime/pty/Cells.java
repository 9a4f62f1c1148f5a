package dev.tagma.adapters.runtime.pty;

import dev.tagma.spi.runtime.Screen;
import java.util.Arrays;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.WCWidth;

/** One row of a screen as JLine keeps it: a character and its rendition in each cell. */
final class Cells {

    /** The second cell of a wide character. */
    static final int CONTINUED = 0;

    private Cells() {}

    static Screen.Row row(long[] cells) {
        var text = new StringBuilder(cells.length);
        var styles = new StringBuilder(cells.length);
        for (long cell : cells) {
            int character = ScreenTerminal.cellCodePoint(cell);
            if (character != CONTINUED) {
                text.appendCodePoint(character);
                styles.repeat(style(cell), Character.charCount(character));
            }
        }
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        return new Screen.Row(text.substring(0, length), styles.substring(0, length));
    }

    private static char style(long cell) {
        if (ScreenTerminal.cellDim(cell)) {
            return 'd';
        }
        if (ScreenTerminal.cellInverse(cell)) {
            return 'r';
        }
        return ScreenTerminal.cellBold(cell) ? 'b' : ' ';
    }

    /** The row with blanks where half of a wide character was written over and JLine has left the other half. */
    static long[] whole(long[] cells) {
        long[] whole = cells.clone();
        for (int i = 0; i < whole.length; i++) {
            boolean second = ScreenTerminal.cellCodePoint(whole[i]) == CONTINUED;
            boolean first = wide(whole[i]);
            boolean follows = i > 0 && wide(whole[i - 1]);
            boolean leads = i + 1 < cells.length && ScreenTerminal.cellCodePoint(cells[i + 1]) == CONTINUED;
            if ((second && !follows) || (first && !leads)) {
                whole[i] += ' ' - ScreenTerminal.cellCodePoint(whole[i]);
            }
        }
        return whole;
    }

    private static boolean wide(long cell) {
        return WCWidth.wcwidth(ScreenTerminal.cellCodePoint(cell)) == 2;
    }

    /** The row without the plain blanks at its end. */
    static long[] shortened(long[] cells) {
        int length = cells.length;
        while (length > 0 && cells[length - 1] == ' ') {
            length--;
        }
        return Arrays.copyOf(cells, length);
    }

    /** As a terminal shows it: each row begins and ends plain. */
    static String coloured(long[] cells) {
        var text = new StringBuilder(cells.length);
        String current = "";
        for (long cell : shortened(cells)) {
            int character = ScreenTerminal.cellCodePoint(cell);
            if (character == CONTINUED) {
                continue;
            }
            String wanted = rendition(cell);
            if (!wanted.equals(current)) {
                text.append("\u001b[0").append(wanted).append('m');
                current = wanted;
            }
            text.appendCodePoint(character);
        }
        return current.isEmpty() ? text.toString() : text.append("\u001b[0m").toString();
    }

    private static String rendition(long cell) {
        var codes = new StringBuilder();
        codes.append(ScreenTerminal.cellBold(cell) ? ";1" : "");
        codes.append(ScreenTerminal.cellDim(cell) ? ";2" : "");
        codes.append(ScreenTerminal.cellItalic(cell) ? ";3" : "");
        codes.append(ScreenTerminal.cellUnderline(cell) ? ";4" : "");
        codes.append(ScreenTerminal.cellInverse(cell) ? ";7" : "");
        if (ScreenTerminal.cellHasForeground(cell)) {
            codes.append(colour(38, ScreenTerminal.cellForeground(cell)));
        }
        if (ScreenTerminal.cellHasBackground(cell)) {
            codes.append(colour(48, ScreenTerminal.cellBackground(cell)));
        }
        return codes.toString();
    }

    private static String colour(int code, int kept) {
        int rgb = ScreenTerminal.cellColorRgb(kept);
        return ";" + code + ";2;" + ((rgb >> 16) & 0xff) + ";" + ((rgb >> 8) & 0xff) + ";" + (rgb & 0xff);
    }
}
