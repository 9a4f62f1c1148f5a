package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;

@Doc("Something that was listed and not saved.")
public record UnsavedJson(
        @Doc("Its path.") String path,
        @Doc("Its size.") long bytes,
        @Doc("Why it was not saved.") String reason) {}
