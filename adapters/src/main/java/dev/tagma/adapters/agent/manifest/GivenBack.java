package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Keys;
import dev.tagma.adapters.agent.manifest.screen.Composer;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.face.ComposerMatch;
import dev.tagma.adapters.face.Pane;
import dev.tagma.spi.runtime.Key;
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

    private final Pane pane;
    private final Keys clear;
    private volatile Optional<String> lastSaid = Optional.empty();
    private volatile Optional<String> expected = Optional.empty();

    GivenBack(Pane pane, Keys clear) {
        this.pane = pane;
        this.clear = clear;
    }

    /** This text was submitted last. */
    void submitted(String text) {
        lastSaid = Optional.of(text);
        expected = Optional.empty();
    }

    /** Tagma is about to stop the turn. */
    void stopping() {
        expected = lastSaid;
    }

    void look(Reading reading) {
        Optional<String> text = expected;
        if (text.isEmpty() || clear.none() || !reading.over()) {
            return;
        }
        boolean ours = reading.composer()
                .filter(composer -> switch (composer) {
                    case Composer.Empty empty -> false;
                    case Composer.Draft(String shown) -> ComposerMatch.shows(shown, text.get());
                    case Composer.Pasted pasted -> pasted.fits(text.get());
                })
                .isPresent();
        if (ours) {
            expected = Optional.empty();
            long lines = Math.min(MOST_LINES, 2 * text.get().lines().count() + 1);
            List<Key> keys = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                keys.addAll(clear.keys());
            }
            pane.live().press(keys);
        }
    }
}
