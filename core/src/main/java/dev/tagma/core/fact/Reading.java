package dev.tagma.core.fact;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer a fact gives to one question. */
public sealed interface Reading {

    Question question();

    /** The process was seen, or seen to be gone with an exit code where one is known. */
    record ProcessSeen(boolean alive, OptionalInt exitCode) implements Reading {
        @Override
        public Question question() {
            return Question.PROCESS;
        }
    }

    /** Whether a turn runs. */
    record Turn(TurnState state) implements Reading {
        @Override
        public Question question() {
            return Question.TURN;
        }
    }

    /** What the agent waits for. */
    record Waiting(WaitingFor what) implements Reading {
        @Override
        public Question question() {
            return Question.WAITING;
        }
    }

    /** How many subagents and shells run on in the background. */
    record Background(int running) implements Reading {
        @Override
        public Question question() {
            return Question.BACKGROUND;
        }
    }

    /**
     * Something out of the ordinary.
     *
     * @param detail what the agent said of it
     * @param until when it ends, where the agent says so
     */
    record Condition(ConditionKind kind, String detail, Optional<Instant> until) implements Reading {
        @Override
        public Question question() {
            return Question.CONDITION;
        }
    }

    /** What stands in the composer. */
    record Composer(ComposerState state) implements Reading {
        @Override
        public Question question() {
            return Question.COMPOSER;
        }
    }

    /** Whether a turn runs, as far as a source can tell. */
    enum TurnState {
        RUNNING,
        OVER,
        /** The agent produces nothing: the turn is over or it waits for someone. Coarse. */
        PAUSED
    }

    /** What an agent can wait for. */
    enum WaitingFor {
        NOTHING,
        /** Something, and the source cannot say what. Coarse. */
        SOMETHING,
        PERMISSION,
        QUESTION,
        PLAN,
        TRUST_OR_LOGIN
    }

    /** Extraordinary conditions. */
    enum ConditionKind {
        NONE,
        COMPACTING,
        RETRYING,
        USAGE_LIMITED,
        /** The last turn failed because the agent is not logged in, or not any more. */
        LOGGED_OUT,
        ERROR
    }

    /** What stands in the composer. */
    enum ComposerState {
        EMPTY,
        /** Text that Tagma did not place. */
        DRAFT,
        /** Text that Tagma placed. */
        OURS,
        /** No composer is shown. */
        ABSENT
    }
}
