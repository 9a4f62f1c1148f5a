package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.agent.manifest.screen.Composer;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading.ComposerState;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns what a screen shows into facts. Of a screen that no rule knows nothing is told but that. */
final class ScreenFacts {

    private final Observer observer;
    private final Predicate<Composer> ours;
    private final Clock clock;

    /** @param ours whether what the composer shows was placed by Tagma */
    ScreenFacts(Observer observer, Predicate<Composer> ours, Clock clock) {
        this.observer = observer;
        this.ours = ours;
        this.clock = clock;
    }

    void tell(Reading reading) {
        Instant now = clock.instant();
        if (reading.state().isEmpty()) {
            observer.observed(new Observation.CarrierChanged(Source.SCREEN, new Carrier.Broken(reading.detail())));
            return;
        }
        observer.observed(new Observation.CarrierChanged(Source.SCREEN, Carrier.INTACT));
        String detail = reading.detail();
        switch (reading.state().get()) {
            case WORKING -> running(ConditionKind.NONE, detail, now);
            case RETRYING -> running(ConditionKind.RETRYING, detail, now);
            case COMPACTING -> running(ConditionKind.COMPACTING, detail, now);
            case IDLE, INTERRUPTED -> over(ConditionKind.NONE, detail, now);
            case ERROR -> over(ConditionKind.ERROR, detail, now);
            case LIMITED -> over(ConditionKind.USAGE_LIMITED, detail, now);
            case PERMISSION -> waits(WaitingFor.PERMISSION, subject(reading), now);
            case QUESTION -> waits(WaitingFor.QUESTION, subject(reading), now);
            case PLAN -> waits(WaitingFor.PLAN, subject(reading), now);
            case TRUST, LOGIN -> waits(WaitingFor.TRUST_OR_LOGIN, detail, now);
            case MENU -> {}
        }
        composer(reading, now);
    }

    private static String subject(Reading reading) {
        return reading.dialog()
                .flatMap(dialog -> dialog.subject().lines().findFirst())
                .orElse(reading.detail());
    }

    private void running(ConditionKind condition, String detail, Instant now) {
        seen(new dev.tagma.core.fact.Reading.Turn(TurnState.RUNNING), detail, now);
        seen(new dev.tagma.core.fact.Reading.Waiting(WaitingFor.NOTHING), "no dialog", now);
        seen(new dev.tagma.core.fact.Reading.Condition(condition, detail, Optional.empty()), detail, now);
    }

    private void over(ConditionKind condition, String detail, Instant now) {
        seen(new dev.tagma.core.fact.Reading.Turn(TurnState.OVER), detail, now);
        seen(new dev.tagma.core.fact.Reading.Waiting(WaitingFor.NOTHING), "no dialog", now);
        seen(new dev.tagma.core.fact.Reading.Condition(condition, detail, Optional.empty()), detail, now);
    }

    private void waits(WaitingFor what, String detail, Instant now) {
        seen(new dev.tagma.core.fact.Reading.Waiting(what), detail, now);
        seen(new dev.tagma.core.fact.Reading.Turn(TurnState.RUNNING), "a dialog", now);
    }

    private void composer(Reading reading, Instant now) {
        ComposerState state = reading.is(State.MENU)
                ? ComposerState.ABSENT
                : reading.composer()
                        .map(composer -> switch (composer) {
                            case Composer.Empty empty -> ComposerState.EMPTY;
                            case Composer.Draft draft -> filled(draft);
                            case Composer.Pasted pasted -> filled(pasted);
                        })
                        .orElse(ComposerState.ABSENT);
        seen(new dev.tagma.core.fact.Reading.Composer(state), "composer", now);
    }

    private ComposerState filled(Composer composer) {
        return ours.test(composer) ? ComposerState.OURS : ComposerState.DRAFT;
    }

    private void seen(dev.tagma.core.fact.Reading reading, String detail, Instant now) {
        observer.observed(new Observation.Seen(
                new Fact(Source.SCREEN, reading, now, now, Reach.LEVEL, Optional.empty(), "screen: " + detail)));
    }
}
