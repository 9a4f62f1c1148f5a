package dev.tagma.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

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

    private String text(List<String> table) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Measured on " + machine + " at the beginning and " + Machine.load() + " at the end.");
        lines.add("");
        lines.add("| what | bar | measured | |");
        lines.add("|---|---|---|---|");
        lines.addAll(table);
        return String.join("\n", lines);
    }

    private List<String> measured() {
        return rows.stream().map(Row::line).toList();
    }

    /**
     * Puts the table in the place of the one in this page.
     *
     * @param table the name of the place, such as {@code figures}
     */
    public void into(Path page, String table) throws IOException {
        put(page, table, old -> measured());
    }

    /** The same, but rows of the table that is there stay where this run did not measure what they tell. */
    public void renewIn(Path page, String table) throws IOException {
        put(page, table, old -> {
            Map<String, String> lines = new LinkedHashMap<>();
            Stream.concat(old.lines().filter(line -> line.startsWith("| ")).skip(1), measured().stream())
                    .forEach(line -> lines.put(line.split("\\|", 3)[1], line));
            return List.copyOf(lines.values());
        });
    }

    private void put(Path page, String table, Function<String, List<String>> rowsOf) throws IOException {
        String first = "<!-- " + table + " -->";
        String last = "<!-- end of " + table + " -->";
        String old = Files.readString(page);
        int begin = old.indexOf(first);
        int end = old.indexOf(last);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no place for the " + table + ": it needs the lines '" + first
                    + "' and '" + last + "'");
        }
        List<String> lines = rowsOf.apply(old.substring(begin + first.length(), end));
        Files.writeString(
                page, old.substring(0, begin + first.length()) + "\n" + text(lines) + "\n" + old.substring(end));
        out.println("Written to " + page);
    }
}
