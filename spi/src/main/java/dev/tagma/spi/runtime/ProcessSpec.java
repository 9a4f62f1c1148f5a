package dev.tagma.spi.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run without a terminal.
 *
 * @param command program and arguments, passed as they are: no shell ever interprets them
 * @param environment the whole environment of the process; nothing is inherited
 */
public record ProcessSpec(List<String> command, Map<String, String> environment, Path directory) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command needs a program");
        }
    }
}
