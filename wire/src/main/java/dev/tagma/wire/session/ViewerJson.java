package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;

@Doc("Who did something at a terminal.")
public record ViewerJson(@Doc("The name of the look.") String viewer) {}
