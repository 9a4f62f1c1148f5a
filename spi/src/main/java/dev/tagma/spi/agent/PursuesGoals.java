package dev.tagma.spi.agent;

import dev.tagma.core.session.Goal;
import java.util.Optional;

/**
 * What a driver can do whose agent pursues a goal over many turns by itself. It tells of changes by {@link
 * Observation.GoalIs}, and of what there is at the end of each start and adoption. Calls return when the agent has answered;
 * they throw {@link dev.tagma.spi.runtime.TerminalException} where it cannot be asked.
 */
public interface PursuesGoals {

    /** The goal as the agent has it now. */
    Optional<Goal> goal();

    /** Sets a goal, or changes the one that there is; setting the same again changes nothing. */
    Pursued pursue(Wish wish);

    /** Drops the goal; what runs for it goes on to the end of its turn. Tells whether there was one. */
    boolean clearGoal();

    /**
     * What a goal is to be; what is absent stays.
     *
     * @param pursued whether the agent is to go on with it by itself
     */
    record Wish(Optional<String> objective, Optional<Long> tokenBudget, Optional<Boolean> pursued) {}

    /** What the agent said to it. */
    sealed interface Pursued {

        record Done(Goal goal) implements Pursued {}

        record Refused(String reason) implements Pursued {}
    }
}
