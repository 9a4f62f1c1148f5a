package dev.tagma.adapters.runtime.pty;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Those who look at one terminal: it has the size of who moved last, and its own when nobody is left. */
final class Spectators {

    /** Gives the terminal a size. */
    @FunctionalInterface
    interface Sizing {
        void become(Size size) throws IOException;
    }

    private final Sizing sizing;
    private final Map<Object, Size> present = new LinkedHashMap<>();
    private Size own;
    private Size current;

    /** @param own the size that the terminal has now */
    Spectators(Size own, Sizing sizing) {
        this.own = own;
        this.current = own;
        this.sizing = sizing;
    }

    /** It is looked at by somebody who has just come, typed, or changed their own size. */
    synchronized void moved(Object who, Size size) throws IOException {
        present.remove(who);
        present.put(who, size);
        apply();
    }

    synchronized void left(Object who) throws IOException {
        present.remove(who);
        apply();
    }

    /** What it is to have while nobody looks. */
    synchronized void own(Size size) throws IOException {
        own = size;
        apply();
    }

    private void apply() throws IOException {
        Size wanted = own;
        for (Size size : present.values()) {
            wanted = size;
        }
        if (!wanted.equals(current)) {
            sizing.become(wanted);
            current = wanted;
        }
    }
}
