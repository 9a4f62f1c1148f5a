package dev.tagma.cli.http;

import java.util.Optional;

/**
 * A server-sent event.
 *
 * @param id where the stream is after it; empty text when the server never said
 * @param type {@code message} when the server did not say
 * @param data its lines joined; none for one that only moves the id
 */
public record ServerEvent(String id, String type, Optional<String> data) {}
