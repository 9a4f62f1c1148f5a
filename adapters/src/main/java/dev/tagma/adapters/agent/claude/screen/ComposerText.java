package dev.tagma.adapters.agent.claude.screen;

import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a person's draft from the program's hint. Both stand behind the prompt; a hint is dim, but for its first letter,
 * which shows the cursor and is reversed.
 */
final class ComposerText {

    /** The prompt sign and the blank behind it, or the indentation of the rows below. */
    private static final int MARGIN = 2;

    private static final Pattern PASTED = Pattern.compile("\\[Pasted text #(\\d+)(?: \\+(\\d+) lines?)?]");

    private ComposerText() {}

    static Composer of(List<Row> rows) {
        String text = String.join(
                        "\n", rows.stream().map(ComposerText::behindMargin).toList())
                .stripTrailing();
        if (text.isBlank()) {
            return new Composer.Empty();
        }
        if (hint(rows)) {
            return new Composer.Placeholder(text);
        }
        Matcher pasted = PASTED.matcher(text);
        if (pasted.matches()) {
            int lines = pasted.group(2) == null ? 0 : Integer.parseInt(pasted.group(2));
            return new Composer.Pasted(Integer.parseInt(pasted.group(1)), lines);
        }
        return new Composer.Draft(text);
    }

    private static String behindMargin(Row row) {
        return row.text().substring(Math.min(MARGIN, row.text().length())).stripTrailing();
    }

    private static boolean hint(List<Row> rows) {
        boolean first = true;
        boolean dim = false;
        for (Row row : rows) {
            for (int i = MARGIN; i < row.text().length(); i++) {
                if (Character.isWhitespace(row.text().charAt(i))) {
                    continue;
                }
                char style = row.styles().charAt(i);
                boolean cursor = first && style == 'r';
                if (style != 'd' && !cursor) {
                    return false;
                }
                dim |= style == 'd';
                first = false;
            }
        }
        return dim;
    }
}
