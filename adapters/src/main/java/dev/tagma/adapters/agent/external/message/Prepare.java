package dev.tagma.adapters.agent.external.message;

/** A text that somebody wants to say. */
public record Prepare(String driver, String text) {}
