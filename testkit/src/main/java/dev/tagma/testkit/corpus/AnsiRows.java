package dev.tagma.testkit.corpus;

import dev.tagma.spi.runtime.Screen.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows from a capture with escape sequences; the rendition runs on from row to row. */
final class AnsiRows {

    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-9;]*)m");

    private boolean bold;
    private boolean dim;
    private boolean reverse;

    private AnsiRows() {}

    static List<Row> of(String capture) {
        AnsiRows reader = new AnsiRows();
        return capture.lines().map(reader::row).toList();
    }

    private Row row(String line) {
        StringBuilder text = new StringBuilder();
        StringBuilder styles = new StringBuilder();
        Matcher sequence = SEQUENCE.matcher(line);
        int from = 0;
        while (sequence.find()) {
            take(line.substring(from, sequence.start()), text, styles);
            rendition(new ArrayList<>(Arrays.asList(sequence.group(1).split(";"))).iterator());
            from = sequence.end();
        }
        take(line.substring(from), text, styles);
        String shown = text.toString().replaceAll(" +$", "");
        return new Row(shown, styles.substring(0, shown.length()));
    }

    private void take(String piece, StringBuilder text, StringBuilder styles) {
        text.append(piece);
        styles.repeat(dim ? 'd' : reverse ? 'r' : bold ? 'b' : ' ', piece.length());
    }

    private void rendition(Iterator<String> codes) {
        while (codes.hasNext()) {
            switch (codes.next()) {
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
                case "38", "48" -> skipColour(codes);
                default -> {
                    // Colours and underlines are no rendition that a reading needs.
                }
            }
        }
    }

    private static void skipColour(Iterator<String> codes) {
        int more = codes.hasNext() && codes.next().equals("2") ? 3 : 1;
        for (int i = 0; i < more && codes.hasNext(); i++) {
            codes.next();
        }
    }
}
