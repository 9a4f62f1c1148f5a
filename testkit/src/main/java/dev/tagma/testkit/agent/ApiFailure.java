package dev.tagma.testkit.agent;

/** The model gave an error instead of an answer, as far as the script goes; the turn is over. */
final class ApiFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String error;

    /** @param error the one word for it */
    ApiFailure(int status, String error, String message) {
        super(message);
        this.status = status;
        this.error = error;
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    /** The words for it, given what the person sees. */
    String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
