package dev.tagma.core.usage;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * What one message of a model used, in the agent's own figures.
 *
 * @param key the agent's own name of the message; the same key in the same session is the same message
 * @param model the agent's own name of the model, {@code unknown} where it does not say
 * @param turn the agent's own name of the turn it belongs to
 * @param at when the agent recorded it
 */
public record UsageEntry(
        TenantId tenant,
        SessionId session,
        String key,
        String model,
        Optional<String> turn,
        Instant at,
        Tokens tokens) {

    /** The model of an agent that does not say which it uses. */
    public static final String UNKNOWN_MODEL = "unknown";

    /** With what was told of the message later: the larger figures hold, all else stays as it was told first. */
    public UsageEntry joined(UsageEntry later) {
        return new UsageEntry(tenant, session, key, model, turn, at, tokens.larger(later.tokens));
    }
}
