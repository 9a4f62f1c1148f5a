package dev.tagma.adapters.agent.external.message;

/** Why nothing can be told. */
public record Lost(String driver, String reason) {}
