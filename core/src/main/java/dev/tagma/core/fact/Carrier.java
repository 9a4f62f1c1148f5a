package dev.tagma.core.fact;

/** Whether what carries a source's facts to Tagma works: a file watch, a connection, a hook channel. */
public sealed interface Carrier {

    Carrier INTACT = new Intact();

    record Intact() implements Carrier {}

    /** It broke; what it last said is not known to hold any more. */
    record Broken(String reason) implements Carrier {}
}
