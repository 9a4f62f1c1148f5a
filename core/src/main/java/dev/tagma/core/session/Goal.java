package dev.tagma.core.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an agent pursues by itself, turn after turn, until it says that it is there; kept by the agent's own program and told
 * by it.
 *
 * @param objective what is to be reached, as it was said to the agent
 * @param tokenBudget how many tokens it may use for it; without end where there is none
 * @param tokensUsed how many it has used for it, by its own count
 * @param timeUsed how long it has worked for it, by its own count
 */
public record Goal(
        String objective, State state, Optional<Long> tokenBudget, long tokensUsed, Duration timeUsed, Instant since) {

    /** Whether the agent goes on by itself once a turn is over. */
    public boolean pursued() {
        return state == State.ACTIVE;
    }

    /** How far it has come. */
    public enum State {
        ACTIVE,
        PAUSED,
        /** The agent says that it cannot go on. */
        BLOCKED,
        /** What its account may use is used up. */
        USAGE_LIMITED,
        /** Its own token budget is used up. */
        BUDGET_LIMITED,
        COMPLETE
    }
}
