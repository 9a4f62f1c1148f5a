package dev.tagma.testkit.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the person sees at one moment.
 *
 * @param dialog in place of the composer; null for none
 * @param count how many dialogs are open, as shown at the dialog; empty for one
 * @param spinner the row that tells what goes on; empty if nothing does
 * @param isHeld whether a dialog waits for the person to stop writing
 * @param note in place of the footer; empty for the usual
 * @param hint at the right above the composer; empty for none
 */
record View(
        Log log,
        @Nullable Dialog dialog,
        String count,
        List<Message> queue,
        String spinner,
        boolean isHeld,
        Composer composer,
        String mode,
        String note,
        String hint,
        boolean isReady,
        boolean isBusy,
        int shells) {

    /** The composer grows no further. */
    private static final int COMPOSER_ROWS = 15;

    Frame frame(Terminal.Size size) {
        int columns = size.columns();
        var below = dialog == null ? composerRows(columns) : dialog.rows(columns, count);
        var middle = middleRows(columns);
        int room = Math.max(0, size.rows() - below.size() - middle.size() - 1);
        var rows = new ArrayList<>(log.rows(columns, room));
        while (rows.size() < room) {
            rows.add("");
        }
        rows.addAll(middle);
        rows.add("");
        int belowBegins = rows.size();
        rows.addAll(below);
        int cut = Math.max(0, rows.size() - size.rows());
        int cursor = dialog == null ? rows.size() - 3 : belowBegins + dialog.markedRow(columns);
        int column = dialog == null ? cursorColumn(columns) : 1;
        return new Frame(rows.subList(cut, rows.size()), Math.max(0, cursor - cut), column);
    }

    private List<String> middleRows(int columns) {
        var middle = new ArrayList<String>();
        for (var message : queue) {
            middle.add("");
            middle.addAll(new Block.Queued(message.text().strip()).rows(columns));
        }
        if (!queue.isEmpty()) {
            middle.add(Paint.grey("  ⎿  Queued · ctrl+x ctrl+s to send now"));
        }
        if (isHeld) {
            middle.add("");
            middle.add("  Waiting for permission…");
        } else if (!spinner.isEmpty() && dialog == null) {
            middle.add("");
            middle.add(Paint.orange(spinner));
        }
        if (!hint.isEmpty()) {
            middle.add(" ".repeat(Math.max(0, columns - Text.width(hint))) + Paint.grey(hint));
        }
        return middle;
    }

    private int cursorColumn(int columns) {
        if (composer.isEmpty()) {
            return 2;
        }
        return Math.min(columns - 1, 2 + Text.width(draft(columns).getLast()));
    }

    private List<String> composerRows(int columns) {
        var drafted = draftRows(columns);
        int hidden = Math.max(0, drafted.size() - COMPOSER_ROWS);
        var rows = new ArrayList<String>();
        rows.add(
                hidden == 0
                        ? Paint.rule(columns)
                        : Paint.rule(3)
                                + Paint.grey(" ↑ %d more ".formatted(hidden))
                                + Paint.rule(Math.max(0, columns - 20)));
        rows.addAll(drafted.subList(hidden, drafted.size()));
        rows.add(Paint.rule(columns));
        rows.add("  " + Paint.grey(Text.clipped(footer(), columns - 2)));
        return rows;
    }

    private List<String> draftRows(int columns) {
        var mark = composer.isShellCommand() ? "!\u00a0" : "❯\u00a0";
        if (composer.isEmpty()) {
            var placeholder = queue.isEmpty() ? "" : "Press up to edit queued messages";
            return List.of(mark
                    + (placeholder.isEmpty()
                            ? Paint.cursor(" ")
                            : Paint.cursor(placeholder.substring(0, 1)) + Paint.dim(placeholder.substring(1))));
        }
        var rows = new ArrayList<String>();
        for (var row : draft(columns)) {
            rows.add((rows.isEmpty() ? mark : "  ") + row);
        }
        rows.set(rows.size() - 1, rows.getLast() + Paint.cursor(" "));
        return rows;
    }

    private List<String> draft(int columns) {
        var shown = composer.isShellCommand() ? composer.shown().substring(1) : composer.shown();
        return Text.wrapped(shown, columns - 3);
    }

    private String footer() {
        if (!note.isEmpty()) {
            return note;
        }
        if (composer.isShellCommand()) {
            return "! for shell mode";
        }
        if (composer.showsPaste()) {
            return "paste again to expand";
        }
        var footer = new StringBuilder(modeName());
        if (!isReady) {
            return footer.toString();
        }
        if (shells > 0) {
            footer.append(" · %d shell%s".formatted(shells, shells == 1 ? "" : "s"));
        }
        if (composer.isEmpty() && isBusy) {
            footer.append(" · esc to interrupt");
        } else if (composer.isEmpty() && mode.equals("default")) {
            footer.append(" · ? for shortcuts");
        }
        return footer.toString();
    }

    private String modeName() {
        return switch (mode) {
            case "default" -> "⏸ manual mode on";
            case "acceptEdits" -> "⏵⏵ accept edits on (shift+tab to cycle)";
            case "plan" -> "⏸ plan mode on (shift+tab to cycle)";
            case "bypassPermissions" -> "⏵⏵ bypass permissions on (shift+tab to cycle)";
            case "dontAsk" -> "⏵⏵ don't ask on (shift+tab to cycle)";
            case String other -> "⏵⏵ %s mode on (shift+tab to cycle)".formatted(other);
        };
    }
}
