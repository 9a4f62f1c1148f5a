package dev.tagma.cli.talk;

import java.io.IOException;

/** What a command prints goes nowhere any more. */
public final class OutputClosed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    private OutputClosed(IOException cause) {
        super(cause);
        String message = cause.getMessage();
        this.reason = message == null ? "I/O error" : message;
    }

    static OutputClosed of(IOException cause) {
        return new OutputClosed(cause);
    }

    /** Whether the reader has read all it wanted and closed, as {@code head} does; else, a full disk for example, data was lost. */
    public boolean byReader() {
        return reason.contains("Broken pipe");
    }

    public String reason() {
        return reason;
    }
}
