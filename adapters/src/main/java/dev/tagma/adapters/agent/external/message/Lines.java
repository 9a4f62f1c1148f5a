package dev.tagma.adapters.agent.external.message;

/** How much is wanted. */
public record Lines(String driver, int lines) {}
