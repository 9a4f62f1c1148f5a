package dev.tagma.cli.demo;

/** Whoever answers the agents of a demo. */
sealed interface Responder permits Automatic, Person {

    /** An agent asks something and waits. */
    void asked(Asked asked);

    /** A request is over, whoever decided it. */
    default void closed(String request) {}

    /** A line was typed. */
    default void typed(String line) {}

    /** Nothing will be typed any more. */
    default void deaf() {}

    /** All sessions are through; called again after each thing that happens. Whether to stay nevertheless. */
    default boolean stays() {
        return false;
    }
}
