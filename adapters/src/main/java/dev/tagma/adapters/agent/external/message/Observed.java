package dev.tagma.adapters.agent.external.message;

/** What was observed at a session. */
public record Observed(String driver, Told observation) {}
