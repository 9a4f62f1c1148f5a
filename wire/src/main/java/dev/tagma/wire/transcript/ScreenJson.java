package dev.tagma.wire.transcript;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("The terminal's screen at this moment.")
public record ScreenJson(
        @Doc("Its width.") int columns,

        @Doc("Its rows from top to bottom, without trailing blanks.")
        List<RowJson> rows,

        @Doc("The cursor.") CursorJson cursor,
        @Doc("The window title.") String title) {}
