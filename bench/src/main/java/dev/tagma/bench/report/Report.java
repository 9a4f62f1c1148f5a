package dev.tagma.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All figures of one run, as a table in Markdown. */
public final class Report {

    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();
    private final String machine;

    /** @param out is told each figure at once */
    public Report(PrintStream out, Instant now) throws IOException {
        this.out = out;
        this.machine = Machine.text(now);
        out.println(machine);
    }

    public void add(Row row) {
        rows.add(row);
        out.println(row.line());
    }

    private String text() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Measured on " + machine + " at the beginning and " + Machine.load() + " at the end.");
        lines.add("");
        lines.add("| what | bar | measured | |");
        lines.add("|---|---|---|---|");
        rows.forEach(row -> lines.add(row.line()));
        return String.join("\n", lines);
    }

    /**
     * Puts the table in the place of the one in this page.
     *
     * @param table the name of the place, such as {@code figures}
     */
    public void into(Path page, String table) throws IOException {
        String first = "<!-- " + table + " -->";
        String last = "<!-- end of " + table + " -->";
        String old = Files.readString(page);
        int begin = old.indexOf(first);
        int end = old.indexOf(last);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no place for the " + table + ": it needs the lines '" + first
                    + "' and '" + last + "'");
        }
        Files.writeString(page, old.substring(0, begin + first.length()) + "\n" + text() + "\n" + old.substring(end));
        out.println("Written to " + page);
    }
}
