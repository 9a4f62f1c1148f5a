package dev.tagma.adapters.agent.external.message;

import java.util.List;

/** Which keys. */
public record Keys(String driver, List<String> keys) {}
