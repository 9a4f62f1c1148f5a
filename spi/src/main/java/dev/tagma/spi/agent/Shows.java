package dev.tagma.spi.agent;

import dev.tagma.spi.runtime.Terminal;

/** A driver whose agent has a face for people. */
public interface Shows {

    /** The terminal that shows it; throws {@link dev.tagma.spi.runtime.TerminalException} where there is none now. */
    Terminal face();
}
