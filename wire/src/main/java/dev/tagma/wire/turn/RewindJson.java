package dev.tagma.wire.turn;

import dev.tagma.wire.json.Doc;

@Doc("Which turn to undo.")
public record RewindJson(
        @Doc(value = "The workspace goes back to how it was before this turn.", example = "3")
        int turn) {}
