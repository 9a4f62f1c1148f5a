package dev.tagma.spi.fault;

/**
 * A named place just before or after an external effect or a store write. Production passes {@link #INERT}; the crash
 * harness ends the process at a chosen one.
 */
@FunctionalInterface
public interface Checkpoint {

    Checkpoint INERT = name -> {};

    /** The process is about to do, or has just done, what {@code name} says, such as {@code "paste.before"}. */
    void reached(String name);
}
