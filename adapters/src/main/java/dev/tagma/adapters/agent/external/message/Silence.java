package dev.tagma.adapters.agent.external.message;

/** No answer at all. */
public record Silence() {}
