package dev.tagma.server.rest;

import dev.tagma.engine.Problem;
import dev.tagma.server.http.Refusal;
import dev.tagma.spi.store.StoreException;
import dev.tagma.wire.problem.ErrorCode;

/** Where everything that can go wrong becomes something that can be told. */
final class Border {

    private static final System.Logger LOG = System.getLogger(Border.class.getName());

    private Border() {}

    static Refusal refusal(RuntimeException fault, String request) {
        return switch (fault) {
            case Refusal refusal -> refusal;
            case Problem problem -> {
                ErrorCode code = code(problem);
                if (code == ErrorCode.INTERNAL) {
                    LOG.log(System.Logger.Level.ERROR, "Request " + request + " failed", problem);
                }
                yield new Refusal(code, String.valueOf(problem.getMessage()));
            }
            case StoreException failed -> {
                LOG.log(System.Logger.Level.ERROR, "Request " + request + " failed at the store", failed);
                // It says which file is in trouble and what to do, which is for whoever asked: nothing was done.
                yield new Refusal(ErrorCode.UNAVAILABLE, String.valueOf(failed.getMessage()));
            }
            default -> {
                LOG.log(System.Logger.Level.ERROR, "Request " + request + " failed", fault);
                yield new Refusal(ErrorCode.INTERNAL, "Tagma failed; its log tells more under the request " + request);
            }
        };
    }

    private static ErrorCode code(Problem problem) {
        return switch (problem.code()) {
            case INVALID -> ErrorCode.INVALID;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case AMBIGUOUS -> ErrorCode.AMBIGUOUS;
            case CONFLICT -> ErrorCode.CONFLICT;
            case UNSAVED_WORK -> ErrorCode.UNSAVED_WORK;
            case UNTRUSTED -> ErrorCode.UNTRUSTED;
            case FORBIDDEN -> ErrorCode.FORBIDDEN;
            case UNAVAILABLE -> ErrorCode.UNAVAILABLE;
            case TIMED_OUT -> ErrorCode.TIMED_OUT;
            case INTERNAL -> ErrorCode.INTERNAL;
        };
    }
}
