package dev.tagma.adapters.agent.external.message;

/** Speaks of this driver, and needs no more. */
public record Of(String driver) {}
