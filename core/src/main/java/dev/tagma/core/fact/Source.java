package dev.tagma.core.fact;

/** Who observed a fact, strongest first: the order is the ranking that holds per question. */
public enum Source {
    /** A structured protocol spoken with the agent. */
    PROTOCOL,
    /** A file or interface in which the agent publishes its own state. */
    AGENT_STATE,
    /** A hook the agent calls. */
    HOOK,
    /** The agent's record of the conversation. */
    TRANSCRIPT,
    /** The window title and other control sequences. */
    TITLE,
    /** The rendered screen. */
    SCREEN,
    /** The operating system's view of the process. Alone in answering whether it runs. */
    PROCESS,
    /** What the agent says of itself through Tagma's own command. */
    SELF_REPORT;

    /** Whether this source is structured; title and screen are read off a face made for people and can mislead. */
    public boolean structured() {
        return switch (this) {
            case PROTOCOL, AGENT_STATE, HOOK, TRANSCRIPT -> true;
            case TITLE, SCREEN, PROCESS, SELF_REPORT -> false;
        };
    }

    /** Whether it is the terminal's face. */
    public boolean face() {
        return this == TITLE || this == SCREEN;
    }
}
