package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells turns: the agent's record says when one begins, where it keeps one, and its face when one is over. Without a record
 * one begins when the face shows work.
 */
final class Turns {

    private final Observer observer;
    private final Clock clock;
    private final boolean recorded;
    private Optional<Open> open = Optional.empty();
    private Optional<Instant> lastBegan = Optional.empty();
    private String lastKey = "";
    private Optional<String> said = Optional.empty();
    private Optional<Reading> rest = Optional.empty();
    private boolean seenAtWork;
    private boolean askedLast;

    /** @param worked whether anything has come of it */
    private record Open(String key, Instant at, boolean worked, boolean stopped) {}

    /** @param recorded whether there is a record of the conversation */
    Turns(Observer observer, Clock clock, boolean recorded) {
        this.observer = observer;
        this.clock = clock;
        this.recorded = recorded;
    }

    synchronized void recorded(TranscriptEntry entry) {
        switch (entry) {
            case TranscriptEntry.Prompt prompt when prompt.human() -> began(prompt.key(), prompt.text(), prompt.at());
            case TranscriptEntry.Said words -> {
                said = Optional.of(words.text());
                worked();
                // What was said last may be recorded after the screen has come to rest.
                if (seenAtWork) {
                    rest.ifPresent(this::over);
                }
            }
            case TranscriptEntry.ToolUsed used -> {
                said = Optional.empty();
                worked();
            }
            case TranscriptEntry.ApiError error -> {
                said = Optional.of(error.text());
                worked();
            }
            case TranscriptEntry.Used used ->
                observer.observed(new Observation.Used(
                        used.key(),
                        used.model(),
                        Optional.of(lastKey).filter(key -> !key.isEmpty()),
                        used.tokens(),
                        used.at()));
            case TranscriptEntry.Interrupted stopped ->
                open = open.map(turn -> new Open(turn.key(), turn.at(), true, true));
            default -> {}
        }
    }

    /**
     * What was recorded before has been read: the screen shows what became of it, and not what was before it. Without this, a
     * turn that came to its end while nobody looked would wait for work to be seen.
     */
    synchronized void replayed() {
        seenAtWork = true;
        askedLast = false;
    }

    private void began(String key, String text, Instant at) {
        open = Optional.of(new Open(key, at, false, false));
        said = Optional.empty();
        rest = Optional.empty();
        seenAtWork = false;
        lastBegan = Optional.of(clock.instant());
        lastKey = key;
        observer.observed(new Observation.TurnStarted(key, text, false, at));
    }

    private void worked() {
        open = open.map(turn -> new Open(turn.key(), turn.at(), true, turn.stopped()));
    }

    /** What the screen shows; {@code busy} where the title says that work goes on. */
    synchronized void shown(Reading reading, boolean busy) {
        if (reading.works() || reading.asks() || (busy && !reading.over())) {
            if (open.isEmpty() && !recorded) {
                Instant now = clock.instant();
                began("face-" + now.toEpochMilli(), "", now);
            }
            worked();
            rest = Optional.empty();
            seenAtWork = true;
            askedLast = reading.asks();
        } else if (reading.over() && !busy) {
            rest = Optional.of(reading);
            over(reading);
        }
    }

    /** What follows a dialog at once may be a refusal: where a record is kept, it shows whether anything was said after it. */
    private void over(Reading reading) {
        open.filter(Open::worked)
                .filter(turn -> !recorded
                        || said.isPresent()
                        || turn.stopped()
                        || !reading.is(State.IDLE)
                        || (seenAtWork && !askedLast))
                .ifPresent(turn -> ended(turn, reading));
    }

    private void ended(Open turn, Reading reading) {
        TurnOutcome outcome = reading.is(State.ERROR)
                ? TurnOutcome.FAILED
                : reading.is(State.LIMITED)
                        ? TurnOutcome.LIMITED
                        : reading.is(State.INTERRUPTED) || turn.stopped()
                                ? TurnOutcome.INTERRUPTED
                                : TurnOutcome.COMPLETED;
        open = Optional.empty();
        observer.observed(new Observation.TurnEnded(Optional.of(turn.key()), outcome, said, clock.instant()));
    }

    /** The key of the newest turn that was seen to begin after that moment. */
    synchronized Optional<String> begunAfter(Instant moment) {
        return lastBegan.filter(at -> !at.isBefore(moment)).map(at -> lastKey);
    }
}
