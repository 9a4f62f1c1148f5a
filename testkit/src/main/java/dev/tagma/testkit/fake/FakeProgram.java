package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.TerminalSpec;

/**
 * A program as a function: what it shows after an input, given what it showed before. State that is not on the screen
 * may be kept in fields; a terminal calls its program from one thread at a time.
 */
@FunctionalInterface
public interface FakeProgram {

    /** The first input is always {@link Input.Started}, with a blank face. */
    Face react(Face before, Input input);

    /** What happens to a program. */
    sealed interface Input {

        record Started(TerminalSpec spec) implements Input {}

        record Pasted(String text) implements Input {}

        record Pressed(Key key) implements Input {}

        record Resized(int columns, int rows) implements Input {}

        /** A signal that the program may survive; {@code KILL} never reaches it. */
        record Signalled(String name) implements Input {}
    }
}
