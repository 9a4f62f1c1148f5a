package dev.tagma.spi.agent;

import dev.tagma.core.session.AgentSessionId;

/** How an agent is started. */
public sealed interface Start {

    /** With a new conversation, under the session's own agent session id where it has one. */
    record Fresh() implements Start {}

    /** With the conversation it had; anew under the same id where that conversation never began. */
    record Resume(AgentSessionId conversation) implements Start {}

    /** With a copy of another conversation. */
    record Fork(AgentSessionId conversation) implements Start {}
}
