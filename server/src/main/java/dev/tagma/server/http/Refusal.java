package dev.tagma.server.http;

import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.problem.ProblemJson;
import java.util.List;

/** A door refuses a request. The message names the thing, the value and the next step. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A path longer than this is of no use to whoever reads the problem. */
    private static final int LONGEST_INSTANCE = 300;

    private final ErrorCode code;
    private final transient List<String> candidates;

    public Refusal(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    /** @param candidates what was perhaps meant */
    public Refusal(ErrorCode code, String message, List<String> candidates) {
        super(message);
        this.code = code;
        this.candidates = List.copyOf(candidates);
    }

    public ErrorCode code() {
        return code;
    }

    /** What is told of it. */
    public ProblemJson problem(String path) {
        return problem(code, code.status(), String.valueOf(getMessage()), path, candidates);
    }

    static ProblemJson problem(ErrorCode code, int status, String detail, String path, List<String> candidates) {
        String name = code.name().toLowerCase(java.util.Locale.ROOT);
        String instance = path.length() > LONGEST_INSTANCE ? path.substring(0, LONGEST_INSTANCE) : path;
        return new ProblemJson(
                "https://tagma.dev/problems/" + name, code.title(), status, detail, code, instance, candidates);
    }
}
