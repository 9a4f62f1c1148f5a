package dev.tagma.e2e.record;

import dev.tagma.testkit.corpus.RecordedComposer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a kept screen is, known from what the agent was led to and not from the screen.
 *
 * @param reading the word of the corpus for it
 * @param more what else is known of a dialog: {@code tool}, {@code text}, {@code question}, and the number of {@code options}
 */
record Label(String reading, RecordedComposer composer, Map<String, Object> more) {

    Label {
        more = Map.copyOf(more);
    }

    /** A screen with an empty composer. */
    static Label composer(String reading) {
        return new Label(reading, new RecordedComposer("empty", "", 0, 0), Map.of());
    }

    /** A dialog, a menu, or no agent at all. */
    static Label dialog(String reading) {
        return new Label(reading, new RecordedComposer("none", "", 0, 0), Map.of());
    }

    /** With this in the composer. */
    Label draft(String text) {
        return written(new RecordedComposer("draft", text, 0, 0));
    }

    /** With the placeholder of a paste in the composer. */
    Label pasted(int number, int lines) {
        return written(new RecordedComposer("pasted", "", number, lines));
    }

    /** With a composer of which nothing is said, or whose place is taken. */
    Label written(String kind) {
        return written(new RecordedComposer(kind, "", 0, 0));
    }

    private Label written(RecordedComposer other) {
        return new Label(reading, other, more);
    }

    /** What the tool is to do. */
    Label text(String text) {
        return with("text", text);
    }

    Label question(String text) {
        return with("question", text);
    }

    Label options(int count) {
        return with("options", count);
    }

    private Label with(String name, Object value) {
        Map<String, Object> all = new TreeMap<>(more);
        all.put(name, value);
        return new Label(reading, composer, all);
    }
}
