package dev.tagma.spi.agent;

import java.util.Optional;

/**
 * Which part of a conversation is wanted.
 *
 * @param after only entries behind this cursor, in its conversation and then in those that followed; the first ones of
 *     them are given; {@link #BEGINNING} for all that there are
 * @param before only entries in front of this cursor, of the same conversation; the newest ones of them are given
 * @param limit at most so many entries, 1 to 200
 * @param role only entries of this role
 */
public record TranscriptQuery(Optional<String> after, Optional<String> before, int limit, Optional<String> role) {

    /** In front of the first entry of the first conversation. */
    public static final String BEGINNING = "beginning";

    public TranscriptQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("limit is " + limit + "; use 1 to 200");
        }
    }
}
