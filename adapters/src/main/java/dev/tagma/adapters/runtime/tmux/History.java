package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Screen;
import java.util.List;

/** The last lines of a captured output, in the form in which a person reads them. */
final class History {

    private static final String RESET = "\u001b[0m";

    private History() {}

    static String lastLines(List<String> captured, int wanted, boolean withColours) {
        List<Screen.Row> rows = StyledText.rows(captured);
        int end = rows.size();
        while (end > 0 && rows.get(end - 1).text().isEmpty()) {
            end--;
        }
        int begin = Math.max(0, end - wanted);
        if (!withColours) {
            return String.join(
                    "\n",
                    rows.subList(begin, end).stream().map(Screen.Row::text).toList());
        }
        return coloured(captured, begin, end);
    }

    /** The renditions that the dropped lines left behind come first, so that the first kept line looks as it did. */
    private static String coloured(List<String> captured, int begin, int end) {
        var painter = new Painter();
        captured.subList(0, begin).forEach(painter::skip);
        captured.subList(begin, end).forEach(painter::keep);
        return painter.text();
    }

    /** Copies text and control sequences; the line-drawing set is written as the characters that it stands for. */
    private static final class Painter {
        private final StringBuilder carried = new StringBuilder();
        private final StringBuilder kept = new StringBuilder();
        private boolean drawing;
        private boolean any;

        void skip(String line) {
            walk(line, false);
        }

        void keep(String line) {
            if (any) {
                kept.append('\n');
            }
            any = true;
            walk(line, true);
        }

        private void walk(String line, boolean keeping) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                switch (c) {
                    case '\u001b' -> {
                        int end = StyledText.endOfSequence(line, i);
                        String sequence = line.substring(i, Math.min(end + 1, line.length()));
                        i = end;
                        if (keeping) {
                            kept.append(sequence);
                        } else {
                            carry(sequence);
                        }
                    }
                    case '\u000e' -> drawing = true;
                    case '\u000f' -> drawing = false;
                    default -> {
                        if (keeping) {
                            kept.append(drawing ? StyledText.drawn(c) : c);
                        }
                    }
                }
            }
        }

        private void carry(String sequence) {
            if (sequence.equals("\u001b[0m") || sequence.equals("\u001b[m")) {
                carried.setLength(0);
            } else {
                carried.append(sequence);
            }
        }

        String text() {
            return any ? carried.toString() + kept + RESET : "";
        }
    }
}
