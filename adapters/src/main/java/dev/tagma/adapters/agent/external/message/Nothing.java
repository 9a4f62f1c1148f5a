package dev.tagma.adapters.agent.external.message;

/** An empty object. */
public record Nothing() {}
