package dev.tagma.e2e.record;

import java.util.List;

/** The size of a terminal, in character cells. */
record Size(int columns, int rows) {

    /** Those in which every scene is recorded: the smallest usual one, two that people work in, and one beside others. */
    static final List<Size> ALL = List.of(new Size(80, 24), new Size(120, 40), new Size(200, 50), new Size(60, 20));

    @Override
    public String toString() {
        return columns + "x" + rows;
    }
}
