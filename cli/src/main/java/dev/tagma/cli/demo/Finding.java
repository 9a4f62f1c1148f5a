package dev.tagma.cli.demo;

import java.util.Optional;

/**
 * What a check found.
 *
 * @param what was to be so
 * @param fault what is otherwise; none when it holds
 */
public record Finding(String what, Optional<String> fault) {

    public boolean holds() {
        return fault.isEmpty();
    }
}
