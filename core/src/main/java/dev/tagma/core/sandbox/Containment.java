package dev.tagma.core.sandbox;

import java.util.List;

/**
 * What keeps a running agent within its limits, said plainly.
 *
 * @param enforced what it cannot do, whatever it tries: a sentence each
 * @param open what it can do all the same
 */
public record Containment(List<String> enforced, List<String> open) {

    public Containment {
        enforced = List.copyOf(enforced);
        open = List.copyOf(open);
    }
}
