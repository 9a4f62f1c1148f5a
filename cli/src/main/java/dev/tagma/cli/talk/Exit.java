package dev.tagma.cli.talk;

/** How a command ends; the codes are a promise to scripts. */
public enum Exit {
    OK(0),
    /** It was refused, or it went wrong. */
    FAILED(1),
    /** The command line, or a value on it, is not of the form it must have. */
    USAGE(2),
    /** The time that was given ran out; the same code as {@code timeout} has. */
    TIMED_OUT(124),
    /** The daemon could not be started or spoken with; whether anything happened is said. */
    TRANSPORT(255);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
