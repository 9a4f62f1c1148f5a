package dev.tagma.testkit.agent;

import java.util.List;

/**
 * A picture of the whole screen.
 *
 * @param cursorRow where the hidden cursor rests, counted from 0
 */
record Frame(List<String> rows, int cursorRow, int cursorColumn) {

    Frame {
        rows = List.copyOf(rows);
    }

    static Frame empty() {
        return new Frame(List.of(), 0, 0);
    }
}
