package dev.tagma.adapters.agent.opencode;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;

/** Tells what the program recorded of a conversation and nobody told, once it has ended. */
final class Recorded {

    private final Messages messages;
    private final Conversation conversation;
    private final StateFile state;
    private final Clock clock;
    private Instant told = Instant.MIN;

    Recorded(Messages messages, Conversation conversation, StateFile state, Clock clock) {
        this.messages = messages;
        this.conversation = conversation;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Does nothing while the program may live, and nothing a second time.
     *
     * @throws UncheckedIOException when the record cannot be read: then it is not known what entered the conversation
     */
    synchronized void tell() {
        Instant started = state.state().startedAt();
        if (!told.equals(started) && messages.complete()) {
            conversation.take(messages.all());
            conversation.gone(clock.instant());
            told = started;
        }
    }
}
