package dev.tagma.wire.usage;

import dev.tagma.wire.json.Doc;

@Doc("Tokens by kind; none is counted twice.")
public record TokensJson(
        @Doc("Read by the model anew.") long input,
        @Doc("Written by the model.") long output,
        @Doc("Read from the cache.") long cacheRead,

        @Doc("Read, and kept in the cache for the usual time.")
        long cacheWrite,

        @Doc("Read, and kept in the cache for longer.") long cacheWriteLong,
        @Doc("Written by the model for itself.") long reasoning,
        @Doc("All of them.") long total) {}
