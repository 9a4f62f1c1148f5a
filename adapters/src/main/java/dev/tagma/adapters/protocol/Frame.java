package dev.tagma.adapters.protocol;

/** Something to be said to the agent, a line of its protocol, under a number that rises from frame to frame. */
public record Frame(long number, String text) {}
