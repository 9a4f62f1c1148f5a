package dev.tagma.engine;

/** A use case refused or failed; nothing was lost. The message names the thing, the value and the next step. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;

    public Problem(ProblemCode code, String message) {
        super(message);
        this.code = code;
    }

    public Problem(ProblemCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }
}
