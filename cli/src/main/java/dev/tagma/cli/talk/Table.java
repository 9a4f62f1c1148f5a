package dev.tagma.cli.talk;

import java.util.ArrayList;
import java.util.List;

/** Rows whose cells stand below each other. Nothing is padded to the end of its line. */
public final class Table {

    private static final int CELL_LIMIT = 60;
    private static final String GAP = "  ";

    private final List<List<Span>> rows = new ArrayList<>();

    public Table row(Span... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The rows as lines. */
    List<List<Span>> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Span> row : rows) {
            for (int column = 0; column < row.size() - 1; column++) {
                widths[column] = Math.max(widths[column], Visible.width(cell(row.get(column))));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<Span> line(List<Span> row, int[] widths) {
        var line = new ArrayList<Span>();
        int end = row.size();
        while (end > 0 && row.get(end - 1).text().isEmpty()) {
            end--;
        }
        for (int column = 0; column < end; column++) {
            Span span = row.get(column);
            boolean last = column == end - 1;
            String text = column == row.size() - 1 ? span.text() : cell(span);
            line.add(new Span(text, span.style()));
            if (!last) {
                line.add(Span.of(" ".repeat(widths[column] - Visible.width(text)) + GAP));
            }
        }
        return line;
    }

    private static String cell(Span span) {
        return Visible.shortened(Visible.text(span.text()), CELL_LIMIT);
    }
}
