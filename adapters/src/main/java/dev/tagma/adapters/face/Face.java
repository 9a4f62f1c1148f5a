package dev.tagma.adapters.face;

import dev.tagma.spi.runtime.Screen;

/**
 * What one agent's face means: its screen and its title. The methods for the screen are called by one thread at a time; a
 * title may be told meanwhile by another.
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
