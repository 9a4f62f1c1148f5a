package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("What a session's goal is to be; what is absent stays.")
public record GoalWishJson(
        @Doc("What is to be reached, in words to the model; the first one begins it.")
        Optional<String> objective,

        @Doc("How many tokens the agent may use for it, at least 1.")
        Optional<Long> tokenBudget,

        @Doc("Whether the agent is to go on with it by itself: false pauses it, true resumes it.")
        Optional<Boolean> pursued) {}
