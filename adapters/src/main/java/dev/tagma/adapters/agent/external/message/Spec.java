package dev.tagma.adapters.agent.external.message;

import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param command program and arguments; no shell sees them
 * @param environment variables beside those of {@code driver/open}, which stand before these
 */
public record Spec(String driver, List<String> command, Map<String, String> environment) {}
