package dev.tagma.adapters.agent.external.message;

/** @param running whether the agent's program runs; else only what it left can be told */
public record Adopt(String driver, boolean running) {}
