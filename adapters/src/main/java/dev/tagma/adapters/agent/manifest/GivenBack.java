package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Keys;
import dev.tagma.adapters.agent.manifest.screen.Composer;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.face.ComposerMatch;
import dev.tagma.adapters.face.Pane;
import dev.tagma.spi.runtime.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a prompt out of the composer again that the agent gave back when Tagma stopped its turn: nobody waits for it, and it
 * would hold every message to come. What a person stopped is left to the person.
 */
final class GivenBack {

    /** A text of more lines stands there as one placeholder. */
    private static final int MOST_LINES = 100;

    /** What is given back comes by then; what stands there later is a person's, whatever it says. */
    private static final Duration COMES = Duration.ofSeconds(5);

    /** An empty composer this long after the interruption is no longer the one of before it. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final Pane pane;
    private final Keys clear;
    private final Clock clock;
    private volatile Optional<String> lastSaid = Optional.empty();
    private volatile Optional<Expected> expected = Optional.empty();

    private record Expected(String text, Instant since) {}

    GivenBack(Pane pane, Keys clear, Clock clock) {
        this.pane = pane;
        this.clear = clear;
        this.clock = clock;
    }

    /** This text was submitted last. */
    void submitted(String text) {
        lastSaid = Optional.of(text);
        expected = Optional.empty();
    }

    /** Tagma is about to stop the turn. */
    void stopping() {
        Instant now = clock.instant();
        expected = lastSaid.map(text -> new Expected(text, now));
    }

    void look(Reading reading) {
        Optional<Expected> awaited = expected;
        if (awaited.isEmpty() || clear.none()) {
            return;
        }
        Duration passed = Duration.between(awaited.get().since(), clock.instant());
        boolean nothing = reading.over() && reading.composer().equals(Optional.of(new Composer.Empty()));
        if (passed.compareTo(COMES) > 0 || (nothing && passed.compareTo(SETTLED) > 0)) {
            expected = Optional.empty();
        } else if (reading.over()) {
            takeOut(reading, awaited.get().text());
        }
    }

    private void takeOut(Reading reading, String text) {
        boolean ours = reading.composer()
                .filter(composer -> switch (composer) {
                    case Composer.Empty empty -> false;
                    case Composer.Draft(String shown) -> ComposerMatch.shows(shown, text);
                    case Composer.Pasted pasted -> pasted.fits(text);
                })
                .isPresent();
        if (ours) {
            expected = Optional.empty();
            long lines = Math.min(MOST_LINES, 2 * text.lines().count() + 1);
            List<Key> keys = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                keys.addAll(clear.keys());
            }
            pane.live().press(keys);
        }
    }
}
