package dev.tagma.adapters.protocol;

import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.Screen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws a conversation as people would see it in a terminal, for agents that have none. */
public final class Drawing {

    public static final int ROWS = 40;

    private static final int COLUMNS = 120;

    /** So much of what the agent wrote to its errors is shown when nothing else is. */
    private static final int ERRORS_SHOWN = 4 << 10;

    private Drawing() {}

    public static Screen screen(List<String> lines, String title) {
        List<Screen.Row> rows = lines.stream()
                .map(line -> new Screen.Row(line, " ".repeat(line.length())))
                .toList();
        return new Screen(rows, COLUMNS, 0, Math.max(0, rows.size() - 1), false, title);
    }

    /** What stands in front of the first line of what somebody said. */
    public static String mark(String role, Optional<String> tool) {
        return switch (role) {
            case "user" -> "> ";
            case "tool" -> tool.map(name -> "* " + name + " ").orElse("    ");
            case "system" -> "! ";
            default -> "  ";
        };
    }

    /** The rows that a text takes, the first one behind the mark. */
    public static List<String> rows(String mark, String text) {
        List<String> rows = new ArrayList<>();
        String lead = mark;
        for (String line : text.split("\n", -1)) {
            String rest = lead + printable(line);
            lead = "  ";
            while (rest.length() > COLUMNS) {
                rows.add(rest.substring(0, COLUMNS));
                rest = "  " + rest.substring(COLUMNS);
            }
            rows.add(rest.stripTrailing());
        }
        return rows;
    }

    /** The end of what the agent wrote to its errors. */
    public static String errors(DetachedProcess process) {
        long size = process.size(Output.ERRORS);
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, ERRORS_SHOWN));
        int count = process.read(Output.ERRORS, size - bytes.capacity(), bytes);
        return new String(bytes.array(), 0, count, StandardCharsets.UTF_8).strip();
    }

    /** Nothing that an agent says may speak to the terminal of whoever looks. */
    private static String printable(String line) {
        return line.replace("\t", "    ").replaceAll("\\p{Cntrl}", "");
    }
}
