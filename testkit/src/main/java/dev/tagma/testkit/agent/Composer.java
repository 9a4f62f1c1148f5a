package dev.tagma.testkit.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The box in which the person writes. The cursor is always at its end. */
final class Composer {

    /** Longer pastes are folded away. */
    private static final int LONGEST_PASTE = 800;

    private sealed interface Piece {
        record Open(String text) implements Piece {}

        record Folded(int number, String text) implements Piece {}
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final String pasteId;
    private int pastes;

    /** @param pasteId marks the pastes of this process in messages */
    Composer(String pasteId) {
        this.pasteId = pasteId;
    }

    void type(String text) {
        var last = pieces.isEmpty() ? null : pieces.getLast();
        if (last instanceof Piece.Open(var before)) {
            pieces.set(pieces.size() - 1, new Piece.Open(before + text));
        } else {
            pieces.add(new Piece.Open(text));
        }
    }

    /** Takes a paste: open if it is short, folded away if it is long for this screen. */
    void paste(String pasted, int screenRows) {
        var text = Text.cleaned(pasted);
        long newlines = text.chars().filter(c -> c == '\n').count();
        if (newlines > Math.min(screenRows - 10, 2) || text.length() > LONGEST_PASTE) {
            fold(text);
        } else {
            type(text);
        }
    }

    private void fold(String text) {
        // A shell command stays one, however long it is.
        if (pieces.isEmpty() && text.startsWith("!")) {
            type("!");
            fold(text.substring(1));
        } else {
            pieces.add(new Piece.Folded(++pastes, text));
        }
    }

    void backspace() {
        switch (pieces.isEmpty() ? null : pieces.removeLast()) {
            case Piece.Open(var text)
            when text.length() > 1 ->
                pieces.add(new Piece.Open(text.substring(0, text.offsetByCodePoints(text.length(), -1))));
            case null, default -> {}
        }
    }

    void clear() {
        pieces.clear();
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Whether Enter makes a new line instead of sending. */
    boolean endsWithBackslash() {
        return !pieces.isEmpty() && pieces.getLast() instanceof Piece.Open(var text) && text.endsWith("\\");
    }

    void backslashToNewline() {
        backspace();
        type("\n");
    }

    boolean isShellCommand() {
        return !pieces.isEmpty() && pieces.getFirst() instanceof Piece.Open(var text) && text.startsWith("!");
    }

    /** Whether a name with a slash is being written: then the completion menu is open. */
    boolean isSlashCommand() {
        return !hasFolded() && SlashCommand.parse(text()).isPresent();
    }

    private boolean hasFolded() {
        return pieces.stream().anyMatch(Piece.Folded.class::isInstance);
    }

    /** The message that is written here, and an empty box. */
    Message take(Instant now) {
        var message = Message.typed(text(), hasFolded(), now);
        pieces.clear();
        return message;
    }

    private String text() {
        var text = new StringBuilder();
        for (var piece : pieces) {
            text.append(
                    switch (piece) {
                        case Piece.Open(var open) -> open;
                        case Piece.Folded folded -> wrapped(folded.text());
                    });
        }
        return hasFolded() ? text.toString() : Text.normal(text.toString());
    }

    private String wrapped(String folded) {
        var body = folded.endsWith("\n") ? folded.substring(0, folded.length() - 1) : folded;
        return "\n\n<pasted_content id=\"%s\">\n%s\n</pasted_content id=\"%s\">\n".formatted(pasteId, body, pasteId);
    }

    /** What the box shows. */
    String shown() {
        var shown = new StringBuilder();
        for (var piece : pieces) {
            shown.append(
                    switch (piece) {
                        case Piece.Open(var open) -> open;
                        case Piece.Folded(var number, var text) -> label(number, text);
                    });
        }
        return shown.toString();
    }

    private static String label(int number, String text) {
        long newlines = text.chars().filter(c -> c == '\n').count();
        return newlines == 0
                ? String.format(Locale.ROOT, "[Pasted text #%d]", number)
                : String.format(Locale.ROOT, "[Pasted text #%d +%d lines]", number, newlines);
    }

    boolean showsPaste() {
        return !pieces.isEmpty() && pieces.getLast() instanceof Piece.Folded;
    }
}
