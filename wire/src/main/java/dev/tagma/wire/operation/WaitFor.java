package dev.tagma.wire.operation;

/** What can be waited for. Each is also over when somebody must answer the agent, or when it does not run. */
public enum WaitFor {
    /** The turn is over. */
    SETTLED,
    /** The agent can take its first message. */
    LIVE,
    /** A message came to its end. */
    MESSAGE,
    /** The agent pursues no goal by itself any more, and rests. */
    GOAL
}
