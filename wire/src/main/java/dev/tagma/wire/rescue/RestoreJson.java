package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;

@Doc("Where to bring a rescue back.")
public record RestoreJson(
        @Doc(
                value = "An absolute path: an empty or new directory, or the workspace it was made of.",
                example = "\"/home/anna/again\"")
        String into) {}
