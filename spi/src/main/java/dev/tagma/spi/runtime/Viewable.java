package dev.tagma.spi.runtime;

/** A terminal that this process can show to people itself. */
public interface Viewable {

    /**
     * Lets a person with a terminal of this size look on; several may at a time. The terminal has the size of the one who
     * moved last, and its own again when nobody looks any more. Throws {@link TerminalException} where it cannot be shown.
     */
    View view(int columns, int rows);
}
