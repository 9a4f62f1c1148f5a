package dev.tagma.adapters.runtime.pty;

import java.util.List;

/**
 * All that is to be seen of a terminal at one moment.
 *
 * @param rows the cells of each row, never changed
 * @param bracketsPastes whether a person's terminal has to mark what is pasted
 * @param applicationKeys whether it has to send the cursor keys' other form
 */
record Frame(
        int columns,
        List<long[]> rows,
        int cursorColumn,
        int cursorRow,
        boolean cursorShown,
        boolean bracketsPastes,
        boolean applicationKeys,
        String title) {

    Frame {
        rows = List.copyOf(rows);
    }
}
