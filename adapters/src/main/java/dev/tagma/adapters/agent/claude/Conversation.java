package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Source;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Turns what the transcript says, entry by entry, into turns and facts. One thread at a time. */
final class Conversation {

    private final Observer observer;
    private final Runnable beforeOver;
    private final Clock clock;
    private Optional<String> openTurn = Optional.empty();
    private Optional<TranscriptEntry.Prompt> unanswered = Optional.empty();
    private Optional<String> lastSaid = Optional.empty();
    private Optional<Fact> turnFact = Optional.empty();
    private Optional<Fact> conditionFact = Optional.empty();
    private boolean replaying;

    /** @param beforeOver runs before it is told that a turn is over */
    Conversation(Observer observer, Runnable beforeOver, Clock clock) {
        this.observer = observer;
        this.beforeOver = beforeOver;
        this.clock = clock;
    }

    /** While replaying, turns are told and facts are kept back: only the last ones still hold. */
    void replaying(boolean now) {
        replaying = now;
        if (!now) {
            turnFact.ifPresent(fact -> observer.observed(new Observation.Seen(fact)));
            conditionFact.ifPresent(fact -> observer.observed(new Observation.Seen(fact)));
        }
    }

    void take(TranscriptEntry entry) {
        switch (entry) {
            case TranscriptEntry.Prompt prompt -> began(prompt);
            case TranscriptEntry.Said said -> {
                unanswered = Optional.empty();
                lastSaid = Optional.of(said.text());
            }
            case TranscriptEntry.Interrupted interrupted -> ended(TurnOutcome.INTERRUPTED, entry.at(), "interrupted");
            case TranscriptEntry.TurnOver over -> ended(TurnOutcome.COMPLETED, entry.at(), "turn_duration");
            case TranscriptEntry.ApiError error ->
                failed(FailureWords.kind(error.text()), TurnOutcome.FAILED, error.text(), Optional.empty(), error.at());
            case TranscriptEntry.LimitReached limit ->
                failed(ConditionKind.USAGE_LIMITED, TurnOutcome.LIMITED, limit.text(), limit.until(), limit.at());
            case TranscriptEntry.SteeredIn steered -> {}
            case TranscriptEntry.Enqueued enqueued -> {}
            case TranscriptEntry.Unqueued unqueued -> {}
            case TranscriptEntry.ToolUsed used -> unanswered = Optional.empty();
            case TranscriptEntry.ToolAnswered answered -> {}
            case TranscriptEntry.Compacted compacted -> {}
            case TranscriptEntry.Noted noted -> {}
            case TranscriptEntry.Used used ->
                observer.observed(new Observation.Used(used.key(), used.model(), openTurn, used.tokens(), used.at()));
        }
    }

    /** The newest prompt, if nothing has come of it. */
    Optional<TranscriptEntry.Prompt> unanswered() {
        return unanswered;
    }

    /** The newest prompt was taken back before anything had come of it. */
    void takenBack(Instant at) {
        ended(TurnOutcome.INTERRUPTED, at, "the prompt was taken back");
    }

    private void began(TranscriptEntry.Prompt prompt) {
        openTurn = Optional.of(prompt.key());
        unanswered = Optional.of(prompt);
        lastSaid = Optional.empty();
        observer.observed(
                new Observation.TurnStarted(prompt.key(), ClaudeText.normalise(prompt.text()), false, prompt.at()));
        turn(TurnState.RUNNING, prompt.at(), "a prompt");
        condition(new Reading.Condition(ConditionKind.NONE, "", Optional.empty()), prompt.at());
    }

    private void ended(TurnOutcome outcome, Instant at, String detail) {
        if (!replaying) {
            beforeOver.run();
        }
        openTurn.ifPresent(
                key -> observer.observed(new Observation.TurnEnded(Optional.of(key), outcome, lastSaid, at)));
        openTurn = Optional.empty();
        unanswered = Optional.empty();
        turn(TurnState.OVER, at, detail);
    }

    private void failed(ConditionKind kind, TurnOutcome outcome, String said, Optional<Instant> until, Instant at) {
        condition(new Reading.Condition(kind, said, until), at);
        lastSaid = Optional.of(said);
        ended(outcome, at, "API error");
    }

    private void turn(TurnState state, Instant at, String detail) {
        turnFact = Optional.of(fact(new Reading.Turn(state), at, "transcript: " + detail));
        tell(turnFact);
    }

    private void condition(Reading.Condition condition, Instant at) {
        conditionFact = Optional.of(fact(condition, at, condition.detail()));
        tell(conditionFact);
    }

    private void tell(Optional<Fact> fact) {
        if (!replaying) {
            fact.ifPresent(one -> observer.observed(new Observation.Seen(one)));
        }
    }

    private Fact fact(Reading reading, Instant at, String detail) {
        return new Fact(Source.TRANSCRIPT, reading, at, clock.instant(), Reach.EDGE, Optional.empty(), detail);
    }
}
