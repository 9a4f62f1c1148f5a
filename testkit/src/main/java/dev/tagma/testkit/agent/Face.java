package dev.tagma.testkit.agent;

import dev.tagma.testkit.script.Step.Mute.Source;
import java.util.ArrayList;
import java.util.List;

/** Puts rows on the terminal, and writes only those that changed. */
final class Face {

    private final Terminal terminal;
    private final Faults faults;
    private List<String> shown = List.of();
    private String title = "";

    Face(Terminal terminal, Faults faults) {
        this.terminal = terminal;
        this.faults = faults;
    }

    /** Shows these rows, from the top. */
    synchronized void show(List<String> rows) {
        if (faults.isMute(Source.SCREEN)) {
            return;
        }
        var changes = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            if (i >= shown.size() || !shown.get(i).equals(rows.get(i))) {
                changes.append("\u001b[%d;1H\u001b[0m%s\u001b[0m\u001b[K".formatted(i + 1, rows.get(i)));
            }
        }
        if (rows.size() < shown.size()) {
            changes.append("\u001b[%d;1H\u001b[J".formatted(rows.size() + 1));
        }
        if (!changes.isEmpty()) {
            // The cursor rests where the real program leaves it: hidden, at the composer.
            changes.append("\u001b[%d;2H".formatted(Math.max(1, rows.size() - 2)));
            terminal.write(changes.toString());
        }
        shown = new ArrayList<>(rows);
    }

    /** Forgets what was shown, because the terminal has. */
    synchronized void forget() {
        shown = List.of();
        if (!faults.isMute(Source.SCREEN)) {
            terminal.write("\u001b[2J");
        }
    }

    synchronized void title(String text) {
        if (!faults.isMute(Source.TITLE) && !text.equals(title)) {
            terminal.write("\u001b]0;" + text + "\u0007");
            title = text;
        }
    }

    /** Writes so many bytes of changing rows over the conversation, and draws again what was there. */
    synchronized void flood(int kilobytes) {
        int rows = Math.max(1, terminal.size().rows() - 6);
        int columns = terminal.size().columns();
        var batch = new StringBuilder();
        long left = kilobytes * 1024L;
        for (int i = 0; left > 0; i++) {
            var row = Text.clipped("flood %08d %s".formatted(i, "#".repeat(columns)), columns);
            batch.append("\u001b[%d;1H".formatted(i % rows + 1)).append(row);
            left -= row.length() + 6L;
            if (batch.length() > 16_000 || left <= 0) {
                terminal.write(batch.toString());
                batch.setLength(0);
            }
        }
        var rowsShown = shown;
        forget();
        show(rowsShown);
    }
}
