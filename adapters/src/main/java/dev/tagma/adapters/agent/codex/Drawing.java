package dev.tagma.adapters.agent.codex;

import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.runtime.Screen;
import java.util.ArrayList;
import java.util.List;

/** The end of a conversation as people would see it in a terminal, where there is none. */
final class Drawing {

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    private Drawing() {}

    static Screen screen(TranscriptPage page, String title) {
        List<Screen.Row> rows = lines(page, ROWS).stream()
                .map(line -> new Screen.Row(line, " ".repeat(line.length())))
                .toList();
        return new Screen(rows, COLUMNS, 0, Math.max(0, rows.size() - 1), false, title);
    }

    static List<String> lines(TranscriptPage page, int count) {
        List<String> lines = new ArrayList<>();
        page.entries()
                .forEach(entry -> entry.text()
                        .lines()
                        .forEach(line -> wrap(mark(entry) + line.replaceAll("\\p{Cntrl}", " "), lines)));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private static void wrap(String line, List<String> into) {
        for (int from = 0; from == 0 || from < line.length(); from += COLUMNS) {
            into.add(line.substring(from, Math.min(line.length(), from + COLUMNS)));
        }
    }

    private static String mark(TranscriptPage.Entry entry) {
        return switch (entry.role()) {
            case "user" -> "> ";
            case "tool" -> "* ";
            case "system" -> "! ";
            default -> "  ";
        };
    }
}
