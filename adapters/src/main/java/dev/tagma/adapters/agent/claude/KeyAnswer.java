package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Answers a request by a key, once the screen shows the very dialog it belongs to. Between that look and the key a person
 * may have closed the dialog: then the key stands in the composer, and is taken back.
 */
final class KeyAnswer {

    /** A dialog is drawn so long after its hook asked, at most; later it is not there. */
    private static final Duration DIALOG_SHOWS = Duration.ofSeconds(3);

    /** A dialog swallows the keys of its first moment: 100 ms on a busy machine. */
    private static final Duration DIALOG_LISTENS = Duration.ofMillis(500);

    /** How long a dialog may take to close after its key; one that stays has not taken it. */
    private static final Duration DIALOG_CLOSES = Duration.ofSeconds(3);

    /** How long after a dialog has closed a key that came too late may take to appear in the composer. */
    private static final Duration KEY_SHOWS = Duration.ofMillis(400);

    /** Covers a change of the screen that was not told. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final ClaudeScreen screens;
    private final Asks asks;
    private final Pulse seen;

    KeyAnswer(ClaudeScreen screens, Asks asks, Pulse seen) {
        this.screens = screens;
        this.asks = asks;
        this.seen = seen;
    }

    Answered answer(Terminal terminal, Request request, Answer answer) {
        await(terminal, one -> shows(one, request) || !asks.holds(request), DIALOG_SHOWS);
        ScreenReading reading = await(terminal, one -> !shows(one, request), DIALOG_LISTENS);
        List<String> shown = asks.shownOn(reading);
        if (!asks.holds(request)) {
            return new Answered.TooLate("its dialog has been closed at the terminal");
        }
        if (!shown.contains(request.key())) {
            return new Answered.Refused(
                    "its hook is gone and the terminal does not show its dialog; attach and answer" + " there");
        }
        if (shown.size() > 1) {
            return new Answered.Refused("its hook is gone and the dialog that is shown may be that of another request;"
                    + " attach and answer there");
        }
        return switch (AnswerKey.of(reading, request, answer)) {
            case AnswerKey.Press(char digit) -> press(terminal, request, digit);
            case AnswerKey.None(String reason) -> new Answered.Refused(reason);
        };
    }

    private Answered press(Terminal terminal, Request request, char digit) {
        terminal.press(List.of(new Key.Printable(digit)));
        if (shows(await(terminal, one -> !shows(one, request), DIALOG_CLOSES), request)) {
            return new Answered.Refused("the dialog did not take the key " + digit + "; attach and answer there");
        }
        Predicate<ScreenReading> typed = one -> one.written()
                .filter(composer -> composer.equals(new Composer.Draft(String.valueOf(digit))))
                .isPresent();
        if (typed.test(await(terminal, typed, KEY_SHOWS))) {
            terminal.press(List.of(Key.Named.BACKSPACE));
            await(terminal, typed.negate(), KEY_SHOWS);
            return new Answered.TooLate("its dialog was closed at the terminal just before the key came");
        }
        return new Answered.Delivered();
    }

    private boolean shows(ScreenReading reading, Request request) {
        return asks.shownOn(reading).contains(request.key());
    }

    /** Looks until the screen is as wanted or the time is up; returns the last look. */
    private ScreenReading await(Terminal terminal, Predicate<ScreenReading> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            ScreenReading reading = screens.read(terminal.screen());
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
