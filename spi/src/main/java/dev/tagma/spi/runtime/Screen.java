package dev.tagma.spi.runtime;

import java.util.List;

/**
 * A rendered screen at one moment.
 *
 * @param rows from top to bottom, without trailing blanks
 * @param cursorColumn counted from 0
 * @param cursorRow counted from 0
 * @param title the window title the program set last
 */
public record Screen(
        List<Row> rows, int columns, int cursorColumn, int cursorRow, boolean cursorVisible, String title) {

    public Screen {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param text its characters
     * @param styles the rendition of each character of {@code text}, as a string of the same length: {@code ' '} normal,
     *     {@code 'd'} dim, {@code 'r'} reverse, {@code 'b'} bold; dim wins over the others
     */
    public record Row(String text, String styles) {}

    /** The text of all rows, joined by line feeds. */
    public String text() {
        return String.join("\n", rows.stream().map(Row::text).toList());
    }
}
