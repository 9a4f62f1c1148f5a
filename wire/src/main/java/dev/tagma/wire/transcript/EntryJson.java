package dev.tagma.wire.transcript;

import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("One entry of a conversation.")
public record EntryJson(
        @Doc("Names its place for ever.") String cursor,

        @Doc(value = "user, assistant, tool or system.", example = "\"assistant\"")
        String role,

        @Doc("What was said.") String text,
        @Doc("The tool that was used or answered.") Optional<String> tool,
        @Doc("When.") Optional<Instant> at) {}
