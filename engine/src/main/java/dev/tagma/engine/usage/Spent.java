package dev.tagma.engine.usage;

import java.time.Duration;
import java.util.Optional;

/**
 * A budget is used up.
 *
 * @param reason which, by how much, and what to do
 * @param over when it is there again by itself
 */
public record Spent(String reason, Optional<Duration> over) {}
