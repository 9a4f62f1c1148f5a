package dev.tagma.adapters.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One call of a helper program.
 *
 * @param command program and arguments; no shell sees them
 * @param environment the whole environment; nothing is inherited
 * @param input what the program reads on its standard input, in UTF-8
 * @param limit after this the program and its whole process group are killed
 * @param outputCap bytes kept of each of the two outputs; the rest is read and dropped, so that the program never blocks
 */
public record Invocation(
        List<String> command,
        Map<String, String> environment,
        Path directory,
        String input,
        Duration limit,
        int outputCap) {

    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);
    private static final int USUAL_CAP = 1 << 20;

    public Invocation {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command needs a program");
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(
                    "The time limit of " + command.getFirst() + " must be positive, not " + limit);
        }
        if (outputCap < 0) {
            throw new IllegalArgumentException(
                    "The output cap of " + command.getFirst() + " is negative: " + outputCap);
        }
    }

    /** A call without input, with half a minute and a megabyte of each output. */
    public static Invocation of(Path directory, Map<String, String> environment, List<String> command) {
        return new Invocation(command, environment, directory, "", USUAL_LIMIT, USUAL_CAP);
    }

    public Invocation withInput(String text) {
        return new Invocation(command, environment, directory, text, limit, outputCap);
    }

    public Invocation withLimit(Duration other) {
        return new Invocation(command, environment, directory, input, other, outputCap);
    }

    public Invocation withOutputCap(int bytes) {
        return new Invocation(command, environment, directory, input, limit, bytes);
    }
}
