package dev.tagma.spi.runtime;

/**
 * A terminal of somebody else's, with a program that Tagma did not start: it may be looked at and typed into, and is let go
 * in the end. It is never resized, {@link Terminal#destroy} leaves it as it is, and its program is sent no signals.
 */
public interface Borrowed {}
