package dev.tagma.wire.daemon;

import dev.tagma.wire.json.Doc;

@Doc("What runs.")
public record VersionJson(
        @Doc("The version of Tagma.") String version,

        @Doc(value = "The version of this interface.", example = "\"v1\"")
        String api,

        @Doc("The version of Java it runs on.") String java) {}
