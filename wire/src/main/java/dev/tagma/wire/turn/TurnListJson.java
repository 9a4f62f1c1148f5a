package dev.tagma.wire.turn;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Turns, oldest first.")
public record TurnListJson(
        @Doc("The turns.") List<TurnJson> turns,
        @Doc("Whether there are later ones.") boolean more) {}
