package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Instant AT = Instant.parse("2026-11-29T12:00:00Z");

    private final List<Observation> told = new ArrayList<>();
    private final Clock clock = Clock.fixed(AT, ZoneOffset.UTC);
    private final Turns recorded = new Turns(told::add, clock, true);

    private static Reading screen(State state) {
        return new Reading(Optional.of(state), "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static TranscriptEntry prompt(String key) {
        return new TranscriptEntry.Prompt(AT, key, "do it", true);
    }

    private static TranscriptEntry said(String text) {
        return new TranscriptEntry.Said(AT, text, false);
    }

    private List<TurnOutcome> outcomes() {
        return told.stream()
                .filter(Observation.TurnEnded.class::isInstance)
                .map(over -> ((Observation.TurnEnded) over).outcome())
                .toList();
    }

    @Test
    void aTurnIsOverWhenTheScreenRestsAfterSomethingWasSaid() {
        recorded.recorded(prompt("1"));
        recorded.shown(screen(State.IDLE), false);
        assertThat(outcomes()).as("nothing has come of it").isEmpty();
        recorded.shown(screen(State.WORKING), false);
        recorded.recorded(said("done"));
        recorded.shown(screen(State.IDLE), true);
        assertThat(outcomes()).as("the title still says working").isEmpty();
        recorded.shown(screen(State.IDLE), false);

        assertThat(outcomes()).containsExactly(TurnOutcome.COMPLETED);
    }

    @Test
    void afterADialogTheRecordShowsWhetherTheTurnWentOn() {
        recorded.recorded(prompt("1"));
        recorded.shown(screen(State.PERMISSION), false);
        recorded.shown(screen(State.IDLE), false);
        assertThat(outcomes()).isEmpty();
        recorded.recorded(said("done"));

        assertThat(outcomes()).containsExactly(TurnOutcome.COMPLETED);
    }

    @Test
    void whatIsRecordedLateHoldsUpNothing() {
        recorded.recorded(prompt("1"));
        recorded.shown(screen(State.WORKING), false);
        recorded.shown(screen(State.IDLE), false);

        assertThat(outcomes()).containsExactly(TurnOutcome.COMPLETED);
    }

    @Test
    void wordsBeforeTheScreenWasSeenAtWorkDoNotEndTheTurn() {
        recorded.recorded(prompt("1"));
        recorded.shown(screen(State.IDLE), false);
        recorded.recorded(said("first I look"));

        assertThat(outcomes()).isEmpty();
    }

    @Test
    void aTurnThatCameToRestBeforeAnybodyLookedIsOverWhenItsWordsCome() {
        recorded.recorded(prompt("1"));
        recorded.replayed();
        recorded.shown(screen(State.IDLE), false);
        assertThat(outcomes()).isEmpty();

        recorded.recorded(said("done"));

        assertThat(outcomes()).containsExactly(TurnOutcome.COMPLETED);
    }

    @Test
    void anInterruptionAndAnErrorAreNoCompletion() {
        recorded.recorded(prompt("1"));
        recorded.shown(screen(State.WORKING), false);
        recorded.shown(screen(State.INTERRUPTED), false);
        recorded.recorded(prompt("2"));
        recorded.shown(screen(State.WORKING), false);
        recorded.shown(screen(State.ERROR), false);

        assertThat(outcomes()).containsExactly(TurnOutcome.INTERRUPTED, TurnOutcome.FAILED);
    }

    @Test
    void withoutARecordWorkOnTheScreenBeginsATurn() {
        Turns face = new Turns(told::add, clock, false);

        face.shown(screen(State.WORKING), false);
        face.shown(screen(State.IDLE), false);

        assertThat(told.getFirst()).isInstanceOf(Observation.TurnStarted.class);
        assertThat(outcomes()).containsExactly(TurnOutcome.COMPLETED);
        assertThat(face.begunAfter(AT)).contains(((Observation.TurnStarted) told.getFirst()).key());
        assertThat(face.begunAfter(AT.plusMillis(1))).isEmpty();
    }
}
