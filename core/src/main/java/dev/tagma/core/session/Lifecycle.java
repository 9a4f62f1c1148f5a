package dev.tagma.core.session;

import java.util.Set;

/** How far the life of a session has come. What it does while live is its {@code Activity}. */
public enum Lifecycle {
    /** It was asked for and acknowledged; nothing has been done yet. */
    REQUESTED,
    /** Its workspace is being made. */
    PREPARING,
    /** Its agent has been launched and is not ready yet. */
    STARTING,
    /** Its agent runs. */
    LIVE,
    /** Its agent has been asked to end. */
    STOPPING,
    /** Its agent has ended; the conversation and the workspace are kept. */
    STOPPED,
    /** It could not be brought up; the reason says why. */
    FAILED,
    /** Its host cannot be reached; whether the agent runs is not known. */
    LOST;

    /** The steps that may follow this one. */
    public Set<Lifecycle> next() {
        return switch (this) {
            case REQUESTED -> Set.of(PREPARING, STOPPED, FAILED);
            case PREPARING -> Set.of(STARTING, STOPPED, FAILED);
            case STARTING -> Set.of(LIVE, STOPPING, STOPPED, FAILED, LOST);
            case LIVE -> Set.of(STOPPING, STOPPED, LOST);
            case STOPPING -> Set.of(STOPPED, LOST);
            case STOPPED, FAILED -> Set.of(PREPARING, STARTING);
            case LOST -> Set.of(LIVE, STARTING, STOPPED);
        };
    }

    /** Whether its agent has been launched and, as far as is known, can be reached. */
    public boolean running() {
        return switch (this) {
            case STARTING, LIVE, STOPPING -> true;
            case REQUESTED, PREPARING, STOPPED, FAILED, LOST -> false;
        };
    }
}
