package dev.tagma.adapters.face;

import dev.tagma.spi.runtime.Screen;

/**
 * What one agent's face means: its screen and its title. Called by one thread at a time.
 *
 * @param <R> what its screen can be read as
 */
public interface Face<R> {

    R read(Screen screen);

    /** Whether it shows rest, which is looked at again before it is believed. */
    boolean quiet(R reading);

    /** The screen shows this. */
    void shown(R reading);

    void titled(String title);
}
