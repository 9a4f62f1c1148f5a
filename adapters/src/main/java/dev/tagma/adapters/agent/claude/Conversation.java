package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.files.LineTail;
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
import java.util.Locale;
import java.util.Optional;

/** Turns what the transcript says, entry by entry, into turns and facts. One thread at a time. */
final class Conversation {

    private final Observer observer;
    private final Clock clock;
    private Optional<String> openTurn = Optional.empty();
    private Optional<String> lastSaid = Optional.empty();
    private Optional<Fact> turnFact = Optional.empty();
    private Optional<Fact> conditionFact = Optional.empty();
    private boolean replaying;

    Conversation(Observer observer, Clock clock) {
        this.observer = observer;
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

    void take(LineTail.Line line, TranscriptEntry entry) {
        switch (entry) {
            case TranscriptEntry.Prompt prompt -> began(prompt);
            case TranscriptEntry.Said said -> lastSaid = Optional.of(said.text());
            case TranscriptEntry.Interrupted interrupted -> ended(TurnOutcome.INTERRUPTED, entry.at(), "interrupted");
            case TranscriptEntry.TurnOver over -> ended(TurnOutcome.COMPLETED, entry.at(), "turn_duration");
            case TranscriptEntry.ApiError error -> failed(error);
            case TranscriptEntry.SteeredIn steered -> {}
            case TranscriptEntry.Enqueued enqueued -> {}
            case TranscriptEntry.Unqueued unqueued -> {}
            case TranscriptEntry.ToolUsed used -> {}
            case TranscriptEntry.ToolAnswered answered -> {}
            case TranscriptEntry.Compacted compacted -> {}
            case TranscriptEntry.Noted noted -> {}
        }
    }

    private void began(TranscriptEntry.Prompt prompt) {
        openTurn = Optional.of(prompt.key());
        lastSaid = Optional.empty();
        observer.observed(
                new Observation.TurnStarted(prompt.key(), ClaudeText.normalise(prompt.text()), false, prompt.at()));
        turn(TurnState.RUNNING, prompt.at(), "a prompt");
        condition(ConditionKind.NONE, "", prompt.at());
    }

    private void ended(TurnOutcome outcome, Instant at, String detail) {
        openTurn.ifPresent(
                key -> observer.observed(new Observation.TurnEnded(Optional.of(key), outcome, lastSaid, at)));
        openTurn = Optional.empty();
        turn(TurnState.OVER, at, detail);
    }

    private void failed(TranscriptEntry.ApiError error) {
        boolean limited = limited(error);
        condition(limited ? ConditionKind.USAGE_LIMITED : ConditionKind.ERROR, error.text(), error.at());
        lastSaid = Optional.of(error.text());
        ended(limited ? TurnOutcome.LIMITED : TurnOutcome.FAILED, error.at(), "API error");
    }

    private static boolean limited(TranscriptEntry.ApiError error) {
        String text = error.text().toLowerCase(Locale.ROOT);
        return text.contains("usage limit") || text.contains("limit reached") || text.contains("hit your limit");
    }

    private void turn(TurnState state, Instant at, String detail) {
        turnFact = Optional.of(fact(new Reading.Turn(state), at, "transcript: " + detail));
        tell(turnFact);
    }

    private void condition(ConditionKind kind, String detail, Instant at) {
        conditionFact = Optional.of(fact(new Reading.Condition(kind, detail, Optional.empty()), at, detail));
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
