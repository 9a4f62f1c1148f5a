package dev.tagma.spi.agent;

import java.util.List;
import java.util.Optional;

/**
 * What was found of an agent program on this machine.
 *
 * @param program the executable
 * @param loggedIn whether somebody is logged in, where that can be seen
 * @param problems what hinders it, each with the next step; empty when it can be started
 */
public record Probe(
        boolean installed,
        Optional<String> program,
        Optional<String> version,
        Optional<Boolean> loggedIn,
        List<String> problems) {

    public Probe {
        problems = List.copyOf(problems);
    }

    /** Of a program at which a login cannot be seen. */
    public Probe(boolean installed, Optional<String> program, Optional<String> version, List<String> problems) {
        this(installed, program, version, Optional.empty(), problems);
    }
}
