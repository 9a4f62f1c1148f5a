package dev.tagma.adapters.agent.claude.screen;

import java.util.List;

/** What Claude Code's screen shows at one moment. */
public sealed interface ScreenReading {

    /** The composer is shown and no turn runs. */
    record Idle(Composer composer) implements ScreenReading {}

    /** The composer is shown and a turn runs. */
    record Working(Composer composer, String detail) implements ScreenReading {}

    /** The composer is shown, a turn runs, and the model is being tried again. */
    record Retrying(Composer composer, String detail) implements ScreenReading {}

    record Compacting(Composer composer) implements ScreenReading {}

    /** A numbered question whether a tool may be used. */
    record Permission(String text, List<String> options) implements ScreenReading {}

    record Question(String text, List<String> options) implements ScreenReading {}

    record Plan(String text, List<String> options) implements ScreenReading {}

    /** Trust, login, key or first-run dialogs, before which nothing may be typed. */
    record TrustOrLogin(String text) implements ScreenReading {}

    /** A menu, help or picker that takes the keys. */
    record Menu(String text) implements ScreenReading {}

    record Unknown(String text) implements ScreenReading {}

    /** What stands in the composer. */
    sealed interface Composer {

        record Empty() implements Composer {}

        /** A hint in dim letters; the composer is empty. */
        record Placeholder(String text) implements Composer {}

        /** Text, its rows joined by line feeds as shown. */
        record Draft(String text) implements Composer {}

        /**
         * Only placeholders of pastes.
         *
         * @param lines the number of line feeds the last one says it holds, 0 where it does not say
         */
        record Pasted(int number, int lines) implements Composer {}
    }
}
