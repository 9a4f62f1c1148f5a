package dev.tagma.spi.agent;

import java.util.List;
import java.util.Optional;

/**
 * What was found of an agent program on this machine.
 *
 * @param program the executable
 * @param problems what hinders it, each with the next step; empty when it can be started
 */
public record Probe(boolean installed, Optional<String> program, Optional<String> version, List<String> problems) {

    public Probe {
        problems = List.copyOf(problems);
    }
}
