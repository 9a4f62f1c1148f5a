package dev.tagma.spi.runtime;

/** A terminal, or the runtime of a process without one, could not do what was asked. */
public final class TerminalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether the effect may have happened all the same. */
    private final boolean inDoubt;

    public TerminalException(String message, boolean inDoubt) {
        super(message);
        this.inDoubt = inDoubt;
    }

    public TerminalException(String message, boolean inDoubt, Throwable cause) {
        super(message, cause);
        this.inDoubt = inDoubt;
    }

    public boolean inDoubt() {
        return inDoubt;
    }
}
