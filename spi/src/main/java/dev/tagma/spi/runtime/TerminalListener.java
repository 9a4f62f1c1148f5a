package dev.tagma.spi.runtime;

/**
 * Told what a terminal shows and does. Called from the runtime's own threads, one call at a time per terminal; must not
 * block.
 */
public interface TerminalListener {

    /** The program wrote something since the last call; coalesced, at most about once a second. */
    void changed();

    /** The program set another title. */
    void titled(String title);

    /** The process ended, or the terminal with it; last call unless the connection was lost before. */
    void ended(Liveness how);

    /** The runtime can no longer tell (its server went away or stopped answering); followed by {@code ended} or by {@link #restored}. */
    void lost(String reason);

    /** The runtime can tell again. */
    void restored();
}
