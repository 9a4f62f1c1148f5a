package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.adapters.face.ComposerMatch;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import java.util.function.Predicate;

/** What a screen means for a message that is to be placed or submitted. */
final class Looking {

    private Looking() {}

    /**
     * What stands in the composer and in the way.
     *
     * @param quiet whether the agent says that it does nothing, for screens that do not tell
     * @param ours whether a placeholder stands for the message
     */
    static Look look(Prepared.Text message, ScreenReading reading, boolean quiet, Predicate<Composer.Pasted> ours) {
        return switch (reading) {
            case ScreenReading.Idle(Composer composer) -> look(message, composer, false, ours);
            case ScreenReading.Background(Composer composer, String detail) -> look(message, composer, false, ours);
            case ScreenReading.Failed(Composer composer, String text) -> look(message, composer, false, ours);
            case ScreenReading.Limited(Composer composer, String text) -> look(message, composer, false, ours);
            case ScreenReading.Undecided(Composer composer, String why) -> look(message, composer, !quiet, ours);
            case ScreenReading.ExitConfirm exit -> new Look.Dialog("exit confirmation");
            case ScreenReading.Working(Composer composer, String detail) -> look(message, composer, true, ours);
            case ScreenReading.Retrying(Composer composer, String detail) -> look(message, composer, true, ours);
            case ScreenReading.Compacting(Composer composer) -> look(message, composer, true, ours);
            case ScreenReading.Permission permission -> new Look.Dialog("permission");
            case ScreenReading.Question question -> new Look.Dialog("question");
            case ScreenReading.Plan plan -> new Look.Dialog("plan");
            case ScreenReading.TrustOrLogin trust -> new Look.Dialog("trust or login");
            case ScreenReading.Menu menu -> new Look.Dialog("menu");
            case ScreenReading.Unknown(String text) -> new Look.Unclear("not known: " + text);
        };
    }

    private static Look look(
            Prepared.Text message, Composer composer, boolean working, Predicate<Composer.Pasted> ours) {
        return switch (composer) {
            case Composer.Empty empty -> new Look.Empty(working);
            case Composer.Placeholder placeholder -> new Look.Empty(working);
            case Composer.Draft(String text) ->
                ComposerMatch.shows(text, message.text()) ? new Look.Ours(working) : new Look.Draft(text);
            case Composer.Pasted pasted ->
                ours.test(pasted) ? new Look.Ours(working) : new Look.Draft("[Pasted text #" + pasted.number() + "]");
        };
    }

    /** Whether the composer is there and no dialog over it. */
    static boolean showsComposer(ScreenReading reading) {
        return switch (reading) {
            case ScreenReading.Idle idle -> true;
            case ScreenReading.Working working -> true;
            case ScreenReading.Background background -> true;
            case ScreenReading.Failed failed -> true;
            case ScreenReading.Limited limited -> true;
            case ScreenReading.Undecided undecided -> true;
            case ScreenReading.ExitConfirm exit -> false;
            case ScreenReading.Retrying retrying -> true;
            case ScreenReading.Compacting compacting -> true;
            case ScreenReading.Permission permission -> false;
            case ScreenReading.Question question -> false;
            case ScreenReading.Plan plan -> false;
            case ScreenReading.TrustOrLogin trust -> false;
            case ScreenReading.Menu menu -> false;
            case ScreenReading.Unknown unknown -> false;
        };
    }
}
