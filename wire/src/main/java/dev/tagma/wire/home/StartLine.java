package dev.tagma.wire.home;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The one line that a starting daemon prints to its standard output, after which it closes it. Whoever started the daemon
 * reads it over a pipe; the end of the pipe without such a line means that the daemon died.
 */
public sealed interface StartLine {

    /** The line, without its end. */
    String text();

    /** It listens. */
    record Ready(Path socket) implements StartLine {
        @Override
        public String text() {
            return "ready " + socket;
        }
    }

    /** Another daemon holds the lock of this home, is coming up or runs already; this one ends. */
    record Busy() implements StartLine {
        @Override
        public String text() {
            return "busy";
        }
    }

    /** Reads a line; none when it is something else, such as a warning of the JVM. */
    static Optional<StartLine> parse(String line) {
        if (line.equals("busy")) {
            return Optional.of(new Busy());
        }
        if (line.startsWith("ready /")) {
            return Optional.of(new Ready(Path.of(line.substring("ready ".length()))));
        }
        return Optional.empty();
    }
}
