package dev.tagma.adapters.conversation;

import java.nio.file.Path;

/**
 * A conversation that the session has held, or holds.
 *
 * @param file its transcript, which may not exist
 */
public record Held(String conversation, Path file) {}
