package dev.tagma.adapters.agent.external.message;

/** A place in the agent's record, in the adapter's own words. */
public record Mark(String mark) {}
