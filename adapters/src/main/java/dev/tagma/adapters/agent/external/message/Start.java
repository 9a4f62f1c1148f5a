package dev.tagma.adapters.agent.external.message;

import java.util.Optional;

/**
 * How the agent is to be started.
 *
 * @param conversation the one to go on with or to copy
 */
public record Start(String driver, Kind how, Optional<String> conversation) {

    /** The ways. */
    public enum Kind {
        /** With a new conversation. */
        FRESH,
        /** With the conversation it had; anew under the same id where that never began. */
        RESUME,
        /** With a copy of another one. */
        FORK
    }
}
