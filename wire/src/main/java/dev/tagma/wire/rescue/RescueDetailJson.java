package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;

@Doc("A rescue with what it holds.")
public record RescueDetailJson(
        @Doc("The rescue.") RescueJson rescue,
        @Doc("One line a path: type, mode, size, hash.") String manifest) {}
