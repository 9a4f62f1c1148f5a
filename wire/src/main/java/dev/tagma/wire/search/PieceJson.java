package dev.tagma.wire.search;

import dev.tagma.wire.json.Doc;

@Doc("A part of a snippet.")
public record PieceJson(
        @Doc("The text.") String text,
        @Doc("Whether it is what was searched for.") boolean found) {}
