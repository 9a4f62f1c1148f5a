package dev.tagma.spi.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry in which everything occurs that was searched for.
 *
 * @param cursor its place in the conversation
 * @param snippet the part of it around what was found
 */
public record SearchHit(
        Origin origin, String cursor, String role, Optional<String> tool, Optional<Instant> at, List<Piece> snippet) {

    public SearchHit {
        snippet = List.copyOf(snippet);
    }

    /**
     * A part of a snippet.
     *
     * @param found whether it is what was searched for
     */
    public record Piece(String text, boolean found) {}
}
