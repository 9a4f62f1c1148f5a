package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.agent.manifest.screen.ScreenReader;
import dev.tagma.adapters.face.Face;
import dev.tagma.spi.runtime.Screen;
import java.util.function.Consumer;

/** What the title and the screen of an agent mean by its manifest. */
final class ManifestFace implements Face<Reading> {

    private final ScreenReader screens;
    private final TitleWatch titles;
    private final Consumer<Reading> shown;

    ManifestFace(ScreenReader screens, TitleWatch titles, Consumer<Reading> shown) {
        this.screens = screens;
        this.titles = titles;
        this.shown = shown;
    }

    @Override
    public Reading read(Screen screen) {
        return screens.read(screen);
    }

    @Override
    public boolean quiet(Reading reading) {
        return reading.is(State.IDLE);
    }

    @Override
    public void shown(Reading reading) {
        shown.accept(reading);
    }

    @Override
    public void titled(String title) {
        titles.titled(title);
    }
}
