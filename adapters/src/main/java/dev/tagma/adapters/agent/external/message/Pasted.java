package dev.tagma.adapters.agent.external.message;

/** What is to be pasted. */
public record Pasted(String driver, String text) {}
