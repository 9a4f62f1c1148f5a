package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.screen.Composer;
import dev.tagma.adapters.face.ComposerMatch;

/** The text that Tagma placed in the composer last, until it has entered the conversation. */
final class Placed {

    private volatile String text = "";

    void is(String placed) {
        text = placed;
    }

    String text() {
        return text;
    }

    void entered() {
        text = "";
    }

    /** Whether the composer shows it, or as much of it as has been drawn. Everything else in it is a person's. */
    boolean isIn(Composer composer) {
        String placed = text;
        return !placed.isEmpty()
                && switch (composer) {
                    case Composer.Empty empty -> false;
                    case Composer.Draft(String shown) -> ComposerMatch.begins(shown, placed);
                    case Composer.Pasted pasted -> pasted.fits(placed);
                };
    }
}
