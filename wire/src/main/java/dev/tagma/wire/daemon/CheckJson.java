package dev.tagma.wire.daemon;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("One thing that was looked at.")
public record CheckJson(
        @Doc("What it is.") String name,
        @Doc("How it is.") CheckState state,
        @Doc("What was found.") String found,
        @Doc("What to do about it.") Optional<String> advice) {}
