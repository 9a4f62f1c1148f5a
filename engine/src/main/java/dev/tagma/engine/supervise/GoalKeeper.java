package dev.tagma.engine.supervise;

import dev.tagma.core.session.Goal;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.PursuesGoals;
import dev.tagma.spi.agent.PursuesGoals.Wish;
import dev.tagma.spi.runtime.TerminalException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the agent pursues by itself, as it told last. It begins turns for it that no message began, and that the courier so
 * cannot hold back: where a budget is used up, the goal is paused.
 */
final class GoalKeeper {

    private static final System.Logger LOG = System.getLogger(GoalKeeper.class.getName());

    private final SessionActor actor;
    private final AtomicBoolean pausing = new AtomicBoolean();
    private volatile Optional<Goal> goal = Optional.empty();
    private volatile boolean interrupted;

    GoalKeeper(SessionActor actor) {
        this.actor = actor;
    }

    /** Whether a further turn follows by itself: after one that was stopped none does, though the goal stays active. */
    boolean pursued() {
        return !interrupted && goal.filter(Goal::pursued).isPresent();
    }

    void turnBegan() {
        interrupted = false;
    }

    void turnEnded(TurnOutcome outcome) {
        interrupted = outcome == TurnOutcome.INTERRUPTED;
    }

    void is(Optional<Goal> told) {
        goal = told;
        spent();
    }

    /** The agent used something: is a budget used up? */
    void spent() {
        if (pursued() && actor.spent().isPresent() && pausing.compareAndSet(false, true)) {
            // The agent answers on a thread that may have to tell this mailbox something first.
            Thread.ofVirtual().name("pauses-goal-" + actor.session().handle()).start(this::pause);
        }
    }

    private void pause() {
        try {
            if (actor.driver() instanceof PursuesGoals driver
                    && driver.pursue(new Wish(Optional.empty(), Optional.empty(), Optional.of(false)))
                            instanceof PursuesGoals.Pursued.Refused(String reason)) {
                LOG.log(System.Logger.Level.WARNING, () -> unpaused(reason));
            }
        } catch (TerminalException unheard) {
            LOG.log(System.Logger.Level.WARNING, () -> unpaused(String.valueOf(unheard.getMessage())));
        } finally {
            pausing.set(false);
        }
    }

    private String unpaused(String reason) {
        return "A budget of session " + actor.session().handle() + " is used up, and its goal could not be paused: "
                + reason + "; tried again with the next answer of its model";
    }
}
