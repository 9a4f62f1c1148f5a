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
 * @param note in place of the footer; empty for the usual
 */
record View(
        Log log,
        @Nullable Dialog dialog,
        String count,
        List<Message> queue,
        String spinner,
        Composer composer,
        String mode,
        String note,
        boolean isReady,
        boolean isBusy,
        int shells) {

    /** The rows of the whole screen, from the top. */
    List<String> rows(Terminal.Size size) {
        int columns = size.columns();
        var below = dialog == null ? composerRows(columns) : dialog.rows(columns, count);
        var middle = new ArrayList<String>();
        for (var message : queue) {
            middle.add("");
            middle.addAll(new Block.Queued(message.text().strip()).rows(columns));
        }
        if (!queue.isEmpty()) {
            middle.add(Paint.grey("  ⎿  Queued · ctrl+x ctrl+s to send now"));
        }
        if (!spinner.isEmpty() && dialog == null) {
            middle.add("");
            middle.add(Paint.orange(spinner));
        }
        int room = Math.max(0, size.rows() - below.size() - middle.size() - 1);
        var above = log.rows(columns, room);
        var rows = new ArrayList<>(above);
        while (rows.size() < room) {
            rows.add("");
        }
        rows.addAll(middle);
        rows.add("");
        rows.addAll(below);
        return rows.size() <= size.rows() ? rows : rows.subList(rows.size() - size.rows(), rows.size());
    }

    private List<String> composerRows(int columns) {
        var rows = new ArrayList<String>();
        rows.add(Paint.rule(columns));
        rows.addAll(draftRows(columns));
        rows.add(Paint.rule(columns));
        rows.add("  " + Paint.grey(Text.clipped(footer(), columns - 2)));
        return rows;
    }

    private List<String> draftRows(int columns) {
        if (composer.isEmpty()) {
            var hint = queue.isEmpty() ? "" : "Press up to edit queued messages";
            return List.of("❯\u00a0"
                    + (hint.isEmpty()
                            ? Paint.cursor(" ")
                            : Paint.cursor(hint.substring(0, 1)) + Paint.dim(hint.substring(1))));
        }
        boolean isShell = composer.isShellCommand();
        var shown = isShell ? composer.shown().substring(1) : composer.shown();
        var rows = new ArrayList<String>();
        for (var row : Text.wrapped(shown, columns - 3)) {
            rows.add((rows.isEmpty() ? (isShell ? "!\u00a0" : "❯\u00a0") : "  ") + row);
        }
        rows.set(rows.size() - 1, rows.getLast() + Paint.cursor(" "));
        return rows;
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
            case String other -> "⏵⏵ %s mode on".formatted(other);
        };
    }
}
