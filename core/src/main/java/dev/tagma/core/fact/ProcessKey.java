package dev.tagma.core.fact;

/**
 * One process, told apart from every later one with the same pid.
 *
 * @param startedTicks start time in clock ticks since boot
 * @param bootId the boot it belongs to
 */
public record ProcessKey(long pid, long startedTicks, String bootId) {}
