package dev.tagma.adapters.agent.claude.screen;

import java.util.List;
import java.util.Optional;

/** What Claude Code's screen shows at one moment. */
public sealed interface ScreenReading {

    /** The composer is shown and the screen says that no turn runs. */
    record Idle(Composer composer) implements ScreenReading {}

    /** The composer is shown and a turn runs. */
    record Working(Composer composer, String detail) implements ScreenReading {}

    /** The turn is over; subagents or shells run on in the background. */
    record Background(Composer composer, String detail) implements ScreenReading {}

    /** The composer is shown, a turn runs, and the model is being tried again. */
    record Retrying(Composer composer, String detail) implements ScreenReading {}

    record Compacting(Composer composer) implements ScreenReading {}

    /** The last turn ended with an error; the composer waits. */
    record Failed(Composer composer, String text) implements ScreenReading {}

    /** The account's limit is reached; the program may go on by itself when it is lifted. */
    record Limited(Composer composer, String text) implements ScreenReading {}

    /** The composer is shown, and nothing on the screen says whether a turn runs. */
    record Undecided(Composer composer, String why) implements ScreenReading {}

    /** The next Ctrl-C or Ctrl-D ends the program. */
    record ExitConfirm(Composer composer) implements ScreenReading {}

    /**
     * A numbered question whether a tool may be used.
     *
     * @param body what the tool is to do: the command, the file or its change; empty where the screen does not show it whole
     */
    record Permission(String text, String body, Options options) implements ScreenReading {}

    record Question(String text, Options options) implements ScreenReading {}

    record Plan(String text, List<String> options) implements ScreenReading {}

    /** Dialogs before the first prompt or without which none is answered; nothing may be typed into them. */
    record TrustOrLogin(Gate gate, String text) implements ScreenReading {}

    /** A menu, help or picker that takes the keys. */
    record Menu(String text) implements ScreenReading {}

    record Unknown(String text) implements ScreenReading {}

    /** The word for it in the corpus of recorded screens. */
    default String word() {
        return switch (this) {
            case Idle idle -> "idle";
            case Working working -> "working";
            case Background background -> "background";
            case Retrying retrying -> "retrying";
            case Compacting compacting -> "compacting";
            case Failed failed -> "error";
            case Limited limited -> "limited";
            case Undecided undecided -> "undecided";
            case ExitConfirm exit -> "exit-confirm";
            case Permission permission -> "permission";
            case Question question -> "question";
            case Plan plan -> "plan";
            case TrustOrLogin(Gate gate, String text) ->
                switch (gate) {
                    case TRUST, BYPASS -> "trust";
                    case API_KEY -> "api-key";
                    case LOGIN -> "login";
                    case ONBOARDING -> "onboarding";
                };
            case Menu menu -> "menu";
            case Unknown unknown -> "unknown";
        };
    }

    /** What stands in the composer, none while a dialog stands in its place. */
    default Optional<Composer> written() {
        return switch (this) {
            case Idle(Composer composer) -> Optional.of(composer);
            case Working(Composer composer, String detail) -> Optional.of(composer);
            case Background(Composer composer, String detail) -> Optional.of(composer);
            case Retrying(Composer composer, String detail) -> Optional.of(composer);
            case Compacting(Composer composer) -> Optional.of(composer);
            case Failed(Composer composer, String text) -> Optional.of(composer);
            case Limited(Composer composer, String text) -> Optional.of(composer);
            case Undecided(Composer composer, String why) -> Optional.of(composer);
            case ExitConfirm(Composer composer) -> Optional.of(composer);
            case Permission permission -> Optional.empty();
            case Question question -> Optional.empty();
            case Plan plan -> Optional.empty();
            case TrustOrLogin gate -> Optional.empty();
            case Menu menu -> Optional.empty();
            case Unknown unknown -> Optional.empty();
        };
    }

    /**
     * The numbered options of a dialog.
     *
     * @param marked the index of the one under the mark, -1 where none is; one that takes text takes every key as text
     */
    record Options(List<String> labels, int marked) {
        public Options {
            labels = List.copyOf(labels);
        }
    }

    /** What a person must pass before the agent works. */
    enum Gate {
        TRUST,
        /** The warning before all permissions are given away. */
        BYPASS,
        API_KEY,
        LOGIN,
        ONBOARDING
    }

    /** What stands in the composer. */
    sealed interface Composer {

        record Empty() implements Composer {}

        /** A hint in dim letters; the composer is empty. */
        record Placeholder(String text) implements Composer {}

        /** Text, its rows joined by line feeds as shown; of a tall one only the end is shown. */
        record Draft(String text) implements Composer {}

        /**
         * One placeholder of a paste and nothing else.
         *
         * @param lines the number of line feeds it says it holds, 0 where it does not say
         */
        record Pasted(int number, int lines) implements Composer {}
    }
}
