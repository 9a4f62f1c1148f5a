package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.adapters.face.Face;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ComposerState;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.Screen;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What Claude Code's title and screen tell. */
final class ClaudeFace implements Face<ScreenReading> {

    private final ClaudeScreen screens;
    private final Observer observer;
    private final Consumer<ScreenReading> shown;
    private final BooleanSupplier delivering;
    private final Clock clock;

    ClaudeFace(
            ClaudeScreen screens,
            Observer observer,
            Consumer<ScreenReading> shown,
            BooleanSupplier delivering,
            Clock clock) {
        this.screens = screens;
        this.observer = observer;
        this.shown = shown;
        this.delivering = delivering;
        this.clock = clock;
    }

    @Override
    public ScreenReading read(Screen screen) {
        return screens.read(screen);
    }

    @Override
    public boolean quiet(ScreenReading reading) {
        return reading instanceof ScreenReading.Idle;
    }

    @Override
    public void shown(ScreenReading reading) {
        tell(reading);
        shown.accept(reading);
    }

    @Override
    public void titled(String title) {
        Instant now = clock.instant();
        Optional<TurnState> state = state(title);
        state.ifPresent(turn -> observer.observed(new Observation.Seen(new Fact(
                Source.TITLE, new Reading.Turn(turn), now, now, Reach.LEVEL, Optional.empty(), "title: " + title))));
    }

    /** The mark at the title's start; the program shows the one of rest in dialogs too. */
    static Optional<TurnState> state(String title) {
        return switch (title.isEmpty() ? ' ' : title.charAt(0)) {
            case '◐', '◑', '◒', '◓' -> Optional.of(TurnState.RUNNING);
            case '✳' -> Optional.of(TurnState.PAUSED);
            default -> Optional.empty();
        };
    }

    private void tell(ScreenReading reading) {
        Instant now = clock.instant();
        switch (reading) {
            case ScreenReading.Idle(Composer composer) -> {
                turn(TurnState.OVER, now, "an empty prompt line");
                waiting(WaitingFor.NOTHING, now, "no dialog");
                condition(ConditionKind.NONE, "", now);
                composer(composer, now);
            }
            case ScreenReading.Working(Composer composer, String detail) -> {
                turn(TurnState.RUNNING, now, detail);
                waiting(WaitingFor.NOTHING, now, "no dialog");
                condition(ConditionKind.NONE, "", now);
                composer(composer, now);
            }
            case ScreenReading.Retrying(Composer composer, String detail) -> {
                turn(TurnState.RUNNING, now, detail);
                condition(ConditionKind.RETRYING, detail, now);
                composer(composer, now);
            }
            case ScreenReading.Compacting(Composer composer) -> {
                turn(TurnState.RUNNING, now, "compacting");
                condition(ConditionKind.COMPACTING, "compacting", now);
                composer(composer, now);
            }
            case ScreenReading.Permission permission -> dialog(WaitingFor.PERMISSION, permission.text(), now);
            case ScreenReading.Question question -> dialog(WaitingFor.QUESTION, question.text(), now);
            case ScreenReading.Plan plan -> dialog(WaitingFor.PLAN, plan.text(), now);
            case ScreenReading.Background(Composer composer, String detail) -> {
                turn(TurnState.OVER, now, detail);
                waiting(WaitingFor.NOTHING, now, "no dialog");
                condition(ConditionKind.NONE, "", now);
                composer(composer, now);
            }
            case ScreenReading.Failed(Composer composer, String text) -> {
                turn(TurnState.OVER, now, text);
                waiting(WaitingFor.NOTHING, now, "no dialog");
                condition(FailureWords.kind(text), text, now);
                composer(composer, now);
            }
            case ScreenReading.Limited(Composer composer, String text) -> {
                turn(TurnState.OVER, now, text);
                waiting(WaitingFor.NOTHING, now, "no dialog");
                condition(ConditionKind.USAGE_LIMITED, text, now);
                composer(composer, now);
            }
            case ScreenReading.Undecided(Composer composer, String why) -> composer(composer, now);
            case ScreenReading.ExitConfirm(Composer composer) -> composer(composer, now);
            case ScreenReading.TrustOrLogin(ScreenReading.Gate gate, String text) ->
                dialog(WaitingFor.TRUST_OR_LOGIN, text, now);
            case ScreenReading.Menu menu -> seen(new Reading.Composer(ComposerState.ABSENT), now, "a menu");
            case ScreenReading.Unknown unknown ->
                observer.observed(new Observation.CarrierChanged(
                        Source.SCREEN, new Carrier.Broken("a screen that is not known")));
        }
    }

    private void dialog(WaitingFor what, String text, Instant now) {
        turn(TurnState.RUNNING, now, "a dialog");
        String line = text.lines()
                .map(String::strip)
                .filter(one -> !one.isEmpty() && !one.startsWith("─"))
                .findFirst()
                .orElse("");
        waiting(what, now, line);
    }

    private void composer(Composer composer, Instant now) {
        ComposerState state = switch (composer) {
            case Composer.Empty empty -> ComposerState.EMPTY;
            case Composer.Placeholder placeholder -> ComposerState.EMPTY;
            case Composer.Draft draft -> delivering.getAsBoolean() ? ComposerState.OURS : ComposerState.DRAFT;
            case Composer.Pasted pasted -> delivering.getAsBoolean() ? ComposerState.OURS : ComposerState.DRAFT;
        };
        seen(new Reading.Composer(state), now, "composer");
    }

    private void turn(TurnState state, Instant now, String detail) {
        seen(new Reading.Turn(state), now, "screen: " + detail);
    }

    private void waiting(WaitingFor what, Instant now, String detail) {
        seen(new Reading.Waiting(what), now, detail);
    }

    private void condition(ConditionKind kind, String detail, Instant now) {
        seen(new Reading.Condition(kind, detail, Optional.empty()), now, detail);
    }

    private void seen(Reading reading, Instant now, String detail) {
        observer.observed(new Observation.CarrierChanged(Source.SCREEN, Carrier.INTACT));
        observer.observed(new Observation.Seen(
                new Fact(Source.SCREEN, reading, now, now, Reach.LEVEL, Optional.empty(), detail)));
    }
}
