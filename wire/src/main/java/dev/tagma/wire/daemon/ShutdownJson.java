package dev.tagma.wire.daemon;

import dev.tagma.wire.json.Doc;

@Doc("The daemon is going.")
public record ShutdownJson(
        @Doc("The process that ends; agents live on.") long pid) {}
