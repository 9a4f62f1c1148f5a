package dev.tagma.adapters.agent.external.message;

import java.util.Optional;

/** The agent's own id of a conversation. */
public record Conversation(Optional<String> conversation) {}
