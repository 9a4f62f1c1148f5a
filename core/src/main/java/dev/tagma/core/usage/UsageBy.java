package dev.tagma.core.usage;

/** What uses are summed up by. */
public enum UsageBy {
    SESSION,
    GROUP,
    AGENT,
    MODEL,
    DAY,
    TURN
}
