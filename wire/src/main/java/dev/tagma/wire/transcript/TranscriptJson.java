package dev.tagma.wire.transcript;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Entries of a conversation, oldest first.")
public record TranscriptJson(
        @Doc("The entries.") List<EntryJson> entries,

        @Doc("Whether there are more in the direction asked for.")
        boolean more) {}
