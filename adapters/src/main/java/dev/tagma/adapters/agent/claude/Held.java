package dev.tagma.adapters.agent.claude;

import java.nio.file.Path;

/**
 * A conversation that the session has held, or holds.
 *
 * @param file its transcript, which may not exist
 */
record Held(String conversation, Path file) {}
