package dev.tagma.spi.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Entries of a conversation, oldest first.
 *
 * @param more whether there are entries beyond this page in the direction asked for
 */
public record TranscriptPage(List<Entry> entries, boolean more) {

    public TranscriptPage {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param cursor names its place for ever, however much is added and whichever conversation follows
     * @param role {@code user}, {@code assistant}, {@code tool} or {@code system}
     * @param tool the tool that was used or answered
     */
    public record Entry(String cursor, String role, String text, Optional<String> tool, Optional<Instant> at) {}
}
