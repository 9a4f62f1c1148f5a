package dev.tagma.wire.transcript;

import dev.tagma.wire.json.Doc;

@Doc("One row of a screen.")
public record RowJson(
        @Doc("Its characters.") String text,

        @Doc("A letter for each character: space normal, d dim, r reverse, b bold.")
        String styles) {}
