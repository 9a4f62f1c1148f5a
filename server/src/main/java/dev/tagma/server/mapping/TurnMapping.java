package dev.tagma.server.mapping;

import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.wire.turn.TurnJson;
import dev.tagma.wire.turn.TurnState;

/** Turns. */
public final class TurnMapping {

    private TurnMapping() {}

    public static TurnJson turn(Turn turn) {
        return new TurnJson(
                turn.number(),
                state(turn),
                turn.message(),
                turn.prompt(),
                turn.startedAt(),
                turn.endedAt(),
                turn.treeBefore(),
                turn.treeAfter(),
                turn.lastMessage());
    }

    static TurnState state(Turn turn) {
        if (turn.open()) {
            return TurnState.RUNNING;
        }
        return switch (turn.outcome().orElse(TurnOutcome.UNKNOWN)) {
            case COMPLETED -> TurnState.COMPLETED;
            case INTERRUPTED -> TurnState.INTERRUPTED;
            case FAILED -> TurnState.FAILED;
            case LIMITED -> TurnState.LIMITED;
            case UNKNOWN -> TurnState.UNKNOWN;
        };
    }
}
