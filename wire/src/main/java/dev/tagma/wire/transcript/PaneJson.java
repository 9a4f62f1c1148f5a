package dev.tagma.wire.transcript;

import dev.tagma.wire.json.Doc;

@Doc("The last lines of the terminal.")
public record PaneJson(
        @Doc("The lines, with colour sequences where asked for.")
        String text) {}
