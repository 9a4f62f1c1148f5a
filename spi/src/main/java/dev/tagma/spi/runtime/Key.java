package dev.tagma.spi.runtime;

/** A key that is pressed, as opposed to text that is written. */
public sealed interface Key {

    /** A key with a name. */
    enum Named implements Key {
        ENTER,
        ESCAPE,
        TAB,
        BACKSPACE,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END
    }

    /** A printable character. */
    record Printable(char character) implements Key {}

    /** A letter with the control key held, such as {@code 'c'}. */
    record Control(char letter) implements Key {}
}
