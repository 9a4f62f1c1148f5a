package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.spi.agent.Driver.Interruption;

/** Where the escape key stops a turn, as far as the screen shows it. */
final class Interrupting {

    private Interrupting() {}

    /** {@code PRESSED} where it is to be pressed; {@code quiet} as in {@link Looking#look}. */
    static Interruption on(ScreenReading reading, boolean quiet) {
        return switch (reading) {
            case ScreenReading.Working working -> Interruption.PRESSED;
            case ScreenReading.Retrying retrying -> Interruption.PRESSED;
            case ScreenReading.Compacting compacting -> Interruption.PRESSED;
            case ScreenReading.Permission permission -> Interruption.PRESSED;
            case ScreenReading.Question question -> Interruption.PRESSED;
            case ScreenReading.Plan plan -> Interruption.PRESSED;
            case ScreenReading.Undecided undecided when !quiet -> Interruption.PRESSED;
            case ScreenReading.Undecided undecided -> Interruption.NOTHING_RUNS;
            case ScreenReading.Idle idle -> Interruption.NOTHING_RUNS;
            case ScreenReading.Background background -> Interruption.NOTHING_RUNS;
            case ScreenReading.Failed failed -> Interruption.NOTHING_RUNS;
            case ScreenReading.Limited limited -> Interruption.NOTHING_RUNS;
            case ScreenReading.ExitConfirm exit -> Interruption.DIALOG_OPEN;
            case ScreenReading.TrustOrLogin trust -> Interruption.DIALOG_OPEN;
            case ScreenReading.Menu menu -> Interruption.DIALOG_OPEN;
            case ScreenReading.Unknown unknown -> Interruption.DIALOG_OPEN;
        };
    }
}
