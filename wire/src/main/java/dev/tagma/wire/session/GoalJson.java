package dev.tagma.wire.session;

import dev.tagma.core.session.Goal;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("What a session's agent pursues by itself, turn after turn, as it tells.")
public record GoalJson(
        @Doc("What is to be reached.") String objective,

        @Doc("How far it has come; the agent goes on by itself while it is active.")
        Goal.State state,

        @Doc("How many tokens the agent may use for it; absent where there is no end.")
        Optional<Long> tokenBudget,

        @Doc("How many it has used, by its own count.") long tokensUsed,

        @Doc("How many seconds it has worked, by its own count.")
        long secondsUsed,

        @Doc("When it was set.") Instant since) {}
