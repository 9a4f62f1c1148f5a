package dev.tagma.adapters.runtime.pty;

import java.util.Arrays;
import java.util.List;
import org.jline.utils.ScreenTerminal;
import org.jspecify.annotations.Nullable;

/**
 * Paints a terminal into a person's, by what has changed since it was painted last. What a program wrote is never handed
 * on: only cells, a cursor and what the keyboard has to send, so that nothing it writes can ask a person's terminal for
 * anything, or leave something behind there. For one thread.
 */
final class Painter {

    /** A terminal that knows them shows all of it at once, one that does not passes over them. */
    private static final String BEGINS = "\u001b[?2026h";

    private static final String ENDS = "\u001b[?2026l";

    private @Nullable Size canvas;
    private @Nullable Frame painted;

    /** What turns the person's terminal, so large, into this frame; empty where it shows it already. */
    String paint(Frame whole, Size size) {
        Frame frame = window(whole, size);
        var text = new StringBuilder();
        Frame before = size.equals(canvas) ? painted : null;
        if (before == null) {
            text.append("\u001b[?7l\u001b[0m\u001b[2J");
        }
        for (int row = 0; row < size.rows(); row++) {
            long[] cells = cells(frame, row, size.columns());
            if (before == null ? cells.length > 0 : !Arrays.equals(cells, cells(before, row, size.columns()))) {
                text.append(at(0, row)).append(Cells.coloured(cells));
                // Behind a full row the cursor stands on its last character, which would be cleared.
                text.append(cells.length < size.columns() ? "\u001b[K" : "");
            }
        }
        if (before == null || !before.title().equals(frame.title())) {
            text.append("\u001b]2;").append(frame.title()).append('\u0007');
        }
        mode(text, 1, before == null ? null : before.applicationKeys(), frame.applicationKeys());
        mode(text, 2004, before == null ? null : before.bracketsPastes(), frame.bracketsPastes());
        mode(text, 25, before == null ? null : before.cursorShown(), frame.cursorShown());
        canvas = size;
        painted = frame;
        boolean moved = before == null
                || before.cursorColumn() != frame.cursorColumn()
                || before.cursorRow() != frame.cursorRow();
        if (text.isEmpty() && !moved) {
            return "";
        }
        return text.insert(0, BEGINS)
                .append(at(
                        Math.min(frame.cursorColumn(), size.columns() - 1),
                        Math.min(frame.cursorRow(), size.rows() - 1)))
                .append(ENDS)
                .toString();
    }

    /** Of a terminal that is higher, the end where the cursor is. */
    private static Frame window(Frame whole, Size size) {
        int hidden = whole.rows().size() - size.rows();
        if (hidden <= 0 || whole.cursorRow() < size.rows()) {
            return whole;
        }
        int top = whole.cursorRow() >= hidden ? hidden : whole.cursorRow() - size.rows() + 1;
        return new Frame(
                whole.columns(),
                whole.rows().subList(top, top + size.rows()),
                whole.cursorColumn(),
                whole.cursorRow() - top,
                whole.cursorShown(),
                whole.bracketsPastes(),
                whole.applicationKeys(),
                whole.title());
    }

    private static void mode(StringBuilder text, int mode, @Nullable Boolean before, boolean now) {
        if (before == null || before != now) {
            text.append("\u001b[?").append(mode).append(now ? 'h' : 'l');
        }
    }

    private static String at(int column, int row) {
        return "\u001b[" + (row + 1) + ";" + (column + 1) + "H";
    }

    /** What of a row is to be seen, without the blanks at its end; half a wide character is none. */
    private static long[] cells(Frame frame, int row, int columns) {
        List<long[]> rows = frame.rows();
        if (row >= rows.size()) {
            return new long[0];
        }
        long[] all = rows.get(row);
        int end = Math.min(all.length, columns);
        boolean halved = end < all.length && ScreenTerminal.cellCodePoint(all[end]) == Cells.CONTINUED;
        return Cells.shortened(Arrays.copyOf(all, halved ? end - 1 : end));
    }
}
