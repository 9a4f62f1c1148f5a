package dev.tagma.spi.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run in a terminal.
 *
 * @param command program and arguments, passed as they are: no shell ever sees them
 * @param environment the whole environment of the process; nothing is inherited
 */
public record TerminalSpec(
        List<String> command, Map<String, String> environment, Path directory, int columns, int rows) {

    public TerminalSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
