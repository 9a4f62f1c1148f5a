package dev.tagma.testkit.agent;

/** What a person (or a program in their stead) does at the keyboard. */
sealed interface Key {

    /** Characters typed. */
    record Typed(String text) implements Key {}

    /** A bracketed paste, as it came. */
    record Pasted(String text) implements Key {}

    /** A key with a name. */
    enum Named implements Key {
        ENTER,
        ESCAPE,
        TAB,
        SHIFT_TAB,
        BACKSPACE,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        CTRL_C,
        CTRL_D,
        CTRL_U,
        /** Any other; it does nothing. */
        OTHER
    }
}
