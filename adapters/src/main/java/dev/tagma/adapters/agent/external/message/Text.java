package dev.tagma.adapters.agent.external.message;

/** What was captured. */
public record Text(String text) {}
