package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.AnswerKey;
import dev.tagma.adapters.agent.manifest.form.Manifest.Answers;
import dev.tagma.adapters.agent.manifest.screen.Composer;
import dev.tagma.adapters.agent.manifest.screen.Dialog;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.agent.manifest.screen.ScreenReader;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers a request by keys, once the screen shows that very dialog. Between that look and the key a person may have closed
 * the dialog: then the key stands in the composer, and is taken back.
 */
final class DialogAnswer {

    /** A dialog swallows the keys of its first moment. */
    private static final Duration DIALOG_LISTENS = Duration.ofMillis(500);

    /** How long a dialog may take to close after its key; one that stays has not taken it, or it is the next one. */
    private static final Duration DIALOG_CLOSES = Duration.ofSeconds(5);

    /** How long a key that came too late may take to appear in the composer. */
    private static final Duration KEY_SHOWS = Duration.ofMillis(400);

    /** Covers a change of the screen that was not told. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final ScreenReader screens;
    private final Answers answers;
    private final ScreenAsks asks;
    private final Pulse seen;
    private final Duration closes;

    DialogAnswer(ScreenReader screens, Answers answers, ScreenAsks asks, Pulse seen) {
        this(screens, answers, asks, seen, DIALOG_CLOSES);
    }

    /** @param closes how long a dialog may take to close after its key */
    DialogAnswer(ScreenReader screens, Answers answers, ScreenAsks asks, Pulse seen, Duration closes) {
        this.closes = closes;
        this.screens = screens;
        this.answers = answers;
        this.asks = asks;
        this.seen = seen;
    }

    Answered answer(Terminal terminal, Request request, Answer answer) {
        if (!asks.holds(request)) {
            return new Answered.TooLate("its dialog has been closed at the terminal");
        }
        Reading reading = await(terminal, one -> !asks.shows(one, request), DIALOG_LISTENS);
        if (!asks.shows(reading, request)) {
            return new Answered.Refused(
                    "the terminal does not show its dialog just now; look again, or attach and" + " answer there");
        }
        Optional<List<Key>> keys = keys(reading.dialog().orElseThrow(), answer);
        return keys.isPresent()
                ? press(terminal, request, keys.get())
                : new Answered.Refused("its dialog offers no such answer by keys; attach and answer there");
    }

    private Optional<List<Key>> keys(Dialog dialog, Answer answer) {
        return switch (answer) {
            case Answer.Allow(Answer.Scope scope) ->
                keys(dialog, scope == Answer.Scope.ONCE ? answers.once() : answers.always());
            case Answer.Deny deny -> keys(dialog, answers.deny());
            case Answer.Choose(List<List<String>> choices) -> choice(dialog, choices);
        };
    }

    private static Optional<List<Key>> keys(Dialog dialog, Optional<AnswerKey> key) {
        return key.flatMap(one -> switch (one) {
            case AnswerKey.Option(var label) -> dialog.digit(label).map(digit -> List.of(new Key.Printable(digit)));
            case AnswerKey.Pressed(var pressed) -> Optional.of(pressed.keys());
        });
    }

    private Optional<List<Key>> choice(Dialog dialog, List<List<String>> choices) {
        if (!answers.choices() || choices.size() != 1 || choices.getFirst().size() != 1) {
            return Optional.empty();
        }
        int index = dialog.options().indexOf(choices.getFirst().getFirst());
        return index < 0 || index > 8
                ? Optional.empty()
                : Optional.of(List.of(new Key.Printable((char) ('1' + index))));
    }

    private Answered press(Terminal terminal, Request request, List<Key> keys) {
        asks.pressed();
        terminal.press(keys);
        Reading after = await(terminal, one -> !asks.shows(one, request), closes);
        if (asks.shows(after, request)) {
            asks.anew(after);
            return new Answered.TooLate(
                    "its key was pressed, and its dialog stayed or one that looks the same came at once;"
                            + " what the terminal shows is a request of its own: look at that and answer it");
        }
        if (keys.size() == 1 && keys.getFirst() instanceof Key.Printable(char typed)) {
            Predicate<Reading> stray = one -> one.composer()
                    .filter(composer -> composer.equals(new Composer.Draft(String.valueOf(typed))))
                    .isPresent();
            if (stray.test(await(terminal, stray, KEY_SHOWS))) {
                terminal.press(List.of(Key.Named.BACKSPACE));
                return new Answered.TooLate("its dialog was closed at the terminal just before the key came");
            }
        }
        return new Answered.Delivered();
    }

    /** Looks until the screen is as wanted or the time is up; returns the last look. */
    private Reading await(Terminal terminal, Predicate<Reading> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            Reading reading = screens.read(terminal.screen());
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (wanted.test(reading)
                    || !left.isPositive()
                    || Thread.currentThread().isInterrupted()) {
                return reading;
            }
            seen.await(before, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
    }
}
