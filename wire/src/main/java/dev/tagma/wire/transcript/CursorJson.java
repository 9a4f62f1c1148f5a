package dev.tagma.wire.transcript;

import dev.tagma.wire.json.Doc;

@Doc("Where the cursor stands, counted from 0.")
public record CursorJson(
        @Doc("Its column.") int column,
        @Doc("Its row.") int row,
        @Doc("Whether it is shown.") boolean visible) {}
