package dev.tagma.adapters.agent.external.message;

import java.util.Optional;

/**
 * Which part of a conversation is wanted.
 *
 * @param after only entries behind this cursor, the first of them; {@code beginning} for all there are
 * @param before only entries in front of this cursor, the newest of them
 * @param limit at most so many, 1 to 200
 * @param role only entries of this role
 */
public record Page(String driver, Optional<String> after, Optional<String> before, int limit, Optional<String> role) {}
