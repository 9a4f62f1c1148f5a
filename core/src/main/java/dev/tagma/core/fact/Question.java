package dev.tagma.core.fact;

/** What can be asked about a session. A source answers only what it can see. */
public enum Question {
    /** Does the process run? */
    PROCESS,
    /** Is a turn running? */
    TURN,
    /** What does the agent wait for? */
    WAITING,
    /** Do subagents or shells run on after the turn? */
    BACKGROUND,
    /** Is something out of the ordinary going on: compaction, retries, a limit, an error? */
    CONDITION,
    /** What stands in the composer? */
    COMPOSER
}
