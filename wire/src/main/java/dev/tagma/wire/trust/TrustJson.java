package dev.tagma.wire.trust;

import dev.tagma.wire.json.Doc;

@Doc("Scripts that are to be trusted.")
public record TrustJson(
        @Doc(value = "A directory of the project, absolute.", example = "\"/home/anna/api\"")
        String path,

        @Doc(
                value = "The hash of what was looked at; other scripts are not trusted.",
                example = "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"")
        String hash) {}
