package dev.tagma.adapters.agent.external.message;

/** The title that was set. */
public record Titled(String driver, String title) {}
