package dev.tagma.adapters.conversation;

import dev.tagma.core.usage.Tokens;
import java.time.Instant;
import java.util.Optional;

/** Something an agent's record of the conversation tells, as far as Tagma reads it. */
public sealed interface TranscriptEntry {

    /** When it was written, or for {@link SteeredIn} when the message was queued. */
    Instant at();

    /**
     * A prompt entered the conversation.
     *
     * @param key the program's id of the prompt; hooks carry the same
     * @param human false for notices of background tasks
     */
    record Prompt(Instant at, String key, String text, boolean human) implements TranscriptEntry {}

    /** A queued message entered the running turn. */
    record SteeredIn(Instant at, String text) implements TranscriptEntry {}

    /** A message was put into the program's own queue. */
    record Enqueued(Instant at, String text) implements TranscriptEntry {}

    /** Queued messages left the queue: to become prompts, to enter the turn, or to go back to the composer. */
    record Unqueued(Instant at, boolean all) implements TranscriptEntry {}

    record Said(Instant at, String text, boolean endsTurn) implements TranscriptEntry {}

    record ToolUsed(Instant at, String tool, String input) implements TranscriptEntry {}

    record ToolAnswered(Instant at, String text) implements TranscriptEntry {}

    /** The person stopped the turn. */
    record Interrupted(Instant at) implements TranscriptEntry {}

    /** The model could not be reached or refused; the turn is over. */
    record ApiError(Instant at, String text) implements TranscriptEntry {}

    /**
     * The account's limit is used up; the turn is over.
     *
     * @param until when it is lifted, where the program knows
     */
    record LimitReached(Instant at, String text, Optional<Instant> until) implements TranscriptEntry {}

    record TurnOver(Instant at, int pendingAgents) implements TranscriptEntry {}

    /** The conversation was condensed here. */
    record Compacted(Instant at) implements TranscriptEntry {}

    /** Something the program noted for itself. */
    record Noted(Instant at, String text) implements TranscriptEntry {}

    /**
     * A message of the model used tokens. A message may be told of several times; its figures only grow.
     *
     * @param key the program's id of the message
     */
    record Used(Instant at, String key, String model, Tokens tokens) implements TranscriptEntry {}
}
