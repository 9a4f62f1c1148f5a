package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import dev.tagma.wire.turn.TurnState;

@Doc("The last turn of a session.")
public record TurnSummaryJson(
        @Doc("Counts from 1 within the session.") int number,
        @Doc("How it stands.") TurnState state) {}
