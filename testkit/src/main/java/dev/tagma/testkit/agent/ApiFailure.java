package dev.tagma.testkit.agent;

/** The model gave an error instead of an answer, as far as the script goes; the turn is over. */
final class ApiFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String error;
    private final long resetsAt;

    private ApiFailure(int status, String error, long resetsAt, String message) {
        super(message);
        this.status = status;
        this.error = error;
        this.resetsAt = resetsAt;
    }

    /** An error of that status. */
    static ApiFailure of(int status, String message) {
        var error = switch (status) {
            case 401, 403 -> "authentication_failed";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit";
            default -> status < 500 ? "unknown" : "server_error";
        };
        return new ApiFailure(status, error, 0, message);
    }

    /** The allowance is used up until that second. */
    static ApiFailure limit(long resetsAt, String message) {
        return new ApiFailure(429, "rate_limit", resetsAt, message);
    }

    /** The second at which a used-up allowance comes back; 0 if it is not that. */
    long resetsAt() {
        return resetsAt;
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
