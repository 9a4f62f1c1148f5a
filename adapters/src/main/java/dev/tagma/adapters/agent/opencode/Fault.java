package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.turn.TurnOutcome;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What went wrong, as the program names it.
 *
 * @param words what it says of it
 */
record Fault(String name, int status, String words) {

    /** Nobody may go on: too much was asked for, or it was not paid. */
    private static final Set<Integer> LIMITS = Set.of(402, 429);

    private static final int UNAUTHORIZED = 401;

    static Fault of(JsonNode error) {
        JsonNode data = error.path("data");
        return new Fault(
                error.path("name").asString(""),
                data.path("statusCode").asInt(0),
                data.path("message").asString(error.path("name").asString("an error it does not name")));
    }

    /** Whoever logged in is not known to the provider, or not any more. */
    boolean loggedOut() {
        return name.equals("ProviderAuthError") || status == UNAUTHORIZED;
    }

    /** Somebody stopped the turn. */
    boolean interrupted() {
        return name.equals("MessageAbortedError");
    }

    TurnOutcome outcome() {
        return interrupted()
                ? TurnOutcome.INTERRUPTED
                : LIMITS.contains(status) ? TurnOutcome.LIMITED : TurnOutcome.FAILED;
    }

    ConditionKind condition() {
        return LIMITS.contains(status) ? ConditionKind.USAGE_LIMITED : ConditionKind.ERROR;
    }
}
