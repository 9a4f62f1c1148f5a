package dev.tagma.testkit.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A choice put before the person, in place of the composer. Whoever answers first, at the keyboard or elsewhere, decides;
 * a paste is lost, and Enter takes what is marked.
 */
final class Dialog {

    /**
     * One line of the choice.
     *
     * @param detail a grey line below, empty for none
     * @param answer what choosing it means; gets what was written if the option {@code asksText}
     */
    record Option(String label, String detail, boolean asksText, Function<String, Answer> answer) {
        static Option of(String label, Answer answer) {
            return new Option(label, "", false, _ -> answer);
        }

        static Option with(String label, String detail, Answer answer) {
            return new Option(label, detail, false, _ -> answer);
        }

        static Option writing(String label, Function<String, Answer> answer) {
            return new Option(label, "", true, answer);
        }
    }

    /**
     * How it looks.
     *
     * @param head the rows above the options, for a width
     * @param isNumbered whether the options have digits that choose them at once
     * @param indent the columns before the options
     * @param ruleBefore the option before which a rule is drawn; -1 for none
     */
    record Look(IntFunction<List<String>> head, boolean isNumbered, int indent, int ruleBefore, List<String> foot) {}

    private final String waitingFor;
    private final Look look;
    private final List<Option> options;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final StringBuilder written = new StringBuilder();
    private int marked;

    /** @param waitingFor what the state file says meanwhile */
    Dialog(String waitingFor, Look look, List<Option> options) {
        this.waitingFor = waitingFor;
        this.look = look;
        this.options = List.copyOf(options);
    }

    String waitingFor() {
        return waitingFor;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Tells somebody of the answer, by the thread that gives it. */
    void whenAnswered(Consumer<Answer> listener) {
        var _ = answer.thenAccept(listener);
    }

    synchronized void key(Key key) {
        var option = options.get(marked);
        switch (key) {
            case Key.Named.ESCAPE, Key.Named.CTRL_C -> answer.complete(new Answer.Rejected());
            case Key.Named.ENTER -> {
                if (!option.asksText() || !written.isEmpty()) {
                    answer.complete(option.answer().apply(written.toString()));
                }
            }
            case Key.Named.UP -> marked = Math.floorMod(marked - 1, options.size());
            case Key.Named.DOWN, Key.Named.TAB -> marked = Math.floorMod(marked + 1, options.size());
            case Key.Named.BACKSPACE -> written.setLength(Math.max(0, written.length() - 1));
            case Key.Typed(var text) when option.asksText() -> written.append(text);
            case Key.Typed(var text) -> text.chars().forEach(this::digit);
            case Key.Pasted(var text) when option.asksText() -> written.append(Text.cleaned(text));
            case Key.Pasted _, Key.Named _ -> {}
        }
    }

    private void digit(int c) {
        int index = c - '1';
        if (!look.isNumbered() || index < 0 || index >= options.size()) {
            return;
        }
        marked = index;
        var option = options.get(index);
        if (!option.asksText()) {
            answer.complete(option.answer().apply(""));
        }
    }

    /** The rows, with the count of open dialogs at the right of the first if there are several. */
    synchronized List<String> rows(int columns, String count) {
        var rows = new ArrayList<>(look.head().apply(columns));
        if (!count.isEmpty() && rows.size() > 1) {
            var title = rows.get(1);
            var plain = title.replaceAll("\u001b\\[[0-9;]*m", "");
            rows.set(1, title + " ".repeat(Math.max(1, columns - Text.width(plain) - count.length() - 1)) + count);
        }
        var indent = " ".repeat(look.indent());
        for (int i = 0; i < options.size(); i++) {
            if (i == look.ruleBefore()) {
                rows.add(Paint.rule(columns));
            }
            var option = options.get(i);
            var number = look.isNumbered() ? "%d. ".formatted(i + 1) : "";
            var label = option.asksText() && i == marked && !written.isEmpty() ? written.toString() : option.label();
            rows.add(indent
                    + (i == marked
                            ? Paint.blue("❯") + " " + Paint.grey(number) + Paint.blue(label)
                            : "  " + Paint.grey(number) + label));
            if (!option.detail().isEmpty()) {
                rows.add(indent + Paint.grey("     " + option.detail()));
            }
        }
        rows.add("");
        look.foot().forEach(row -> rows.add((look.indent() == 0 ? "" : " ") + Paint.grey(row)));
        return rows;
    }
}
