package dev.tagma.adapters.runtime.pty;

/** The sides of a terminal; JLine's screen has no larger ones, and no smaller ones. */
record Size(int columns, int rows) {

    Size {
        if (Math.min(columns, rows) < Emulator.SMALLEST_SIDE || Math.max(columns, rows) > Emulator.LARGEST_SIDE) {
            throw new IllegalArgumentException("A terminal cannot have " + columns + " columns and " + rows + " rows");
        }
    }
}
