package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a program in a fake terminal shows at one moment. It is the program's whole state as far as the terminal knows;
 * "changes" are new faces.
 *
 * @param output the lines written so far, history included; the last ones that fit are the screen. One that begins at
 *     the top of the screen stays there until the screen is full
 * @param exitCode there once the program has ended
 */
public record Face(
        List<Screen.Row> output,
        int cursorColumn,
        int cursorRow,
        boolean cursorVisible,
        String title,
        OptionalInt exitCode) {

    public Face {
        output = List.copyOf(output);
        for (Screen.Row row : output) {
            if (row.text().length() != row.styles().length()) {
                throw new IllegalArgumentException(
                        "The styles of '" + row.text() + "' have another length than its text");
            }
        }
    }

    /** An empty screen with the cursor at its beginning. */
    public static Face blank() {
        return new Face(List.of(), 0, 0, true, "", OptionalInt.empty());
    }

    /** A face of these unstyled lines, the cursor behind the last one. */
    public static Face of(String... lines) {
        return blank().withLines(List.of(lines));
    }

    public static Screen.Row plain(String text) {
        return new Screen.Row(text, " ".repeat(text.length()));
    }

    public Face withLines(List<String> lines) {
        return withOutput(lines.stream().map(Face::plain).toList());
    }

    /** Other output, the cursor behind its last line. */
    public Face withOutput(List<Screen.Row> rows) {
        int last = rows.size() - 1;
        return last < 0
                ? new Face(rows, 0, 0, cursorVisible, title, exitCode)
                : new Face(rows, rows.get(last).text().length(), last, cursorVisible, title, exitCode);
    }

    /** One line more, the cursor behind it. */
    public Face plus(Screen.Row row) {
        List<Screen.Row> longer = new ArrayList<>(output);
        longer.add(row);
        return withOutput(longer);
    }

    public Face plus(String line) {
        return plus(plain(line));
    }

    public Face withCursor(int column, int row) {
        return new Face(output, column, row, cursorVisible, title, exitCode);
    }

    public Face withCursorVisible(boolean visible) {
        return new Face(output, cursorColumn, cursorRow, visible, title, exitCode);
    }

    public Face withTitle(String other) {
        return new Face(output, cursorColumn, cursorRow, cursorVisible, other, exitCode);
    }

    /** The same as a program leaves it when it ends. */
    public Face ended(int code) {
        return new Face(output, cursorColumn, cursorRow, cursorVisible, title, OptionalInt.of(code));
    }

    Screen screen(int columns, int rows) {
        int above = Math.max(0, output.size() - rows);
        List<Screen.Row> shown = new ArrayList<>(output.subList(above, output.size()));
        while (shown.size() < rows) {
            shown.add(plain(""));
        }
        return new Screen(shown, columns, cursorColumn, Math.max(0, cursorRow - above), cursorVisible, title);
    }
}
