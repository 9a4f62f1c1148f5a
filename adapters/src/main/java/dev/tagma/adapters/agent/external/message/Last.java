package dev.tagma.adapters.agent.external.message;

/** How many are wanted. */
public record Last(String driver, int count) {}
