package dev.tagma.wire.turn;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("Changes as a unified diff.")
public record DiffJson(
        @Doc("The turn that made them; null for all since the base.")
        Optional<Integer> turn,

        @Doc("The diff; empty when nothing changed.") String diff) {}
