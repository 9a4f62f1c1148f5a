package dev.tagma.adapters.terminal;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Files;

/**
 * Says before a start what would keep the program from running, because a terminal silently uses another directory or
 * shows no more than an exit code.
 */
public final class LaunchCheck {

    /** Larger windows are refused by tmux. */
    private static final int LARGEST_SIDE = 10_000;

    private LaunchCheck() {}

    public static void require(TerminalSpec spec) {
        if (spec.command().isEmpty()) {
            throw new IllegalArgumentException("A terminal needs a program to run");
        }
        requireSize(spec.columns(), spec.rows());
        spec.command().forEach(word -> requireNoNul("An argument", word));
        spec.environment().forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.startsWith("-")) {
                throw new IllegalArgumentException("'" + name + "' cannot be the name of an environment variable");
            }
            requireNoNul("The environment variable " + name, name + value);
        });
        if (!Files.isDirectory(spec.directory()) || !Files.isExecutable(spec.directory())) {
            throw new TerminalException(
                    "The directory " + spec.directory() + " does not exist or may not be entered; make it or choose"
                            + " another",
                    false);
        }
        String program = spec.command().getFirst();
        if (program.indexOf('=') >= 0) {
            throw new TerminalException(
                    "The program " + program + " has '=' in its name; run it through a link without", false);
        }
        if (Executables.find(program, spec.environment(), spec.directory()).isEmpty()) {
            throw new TerminalException(
                    "There is no program '" + program + "' that could be run in " + spec.directory()
                            + "; put it on the PATH, or name it with its whole path",
                    false);
        }
    }

    public static void requireSize(int columns, int rows) {
        if (columns < 1 || rows < 1 || columns > LARGEST_SIDE || rows > LARGEST_SIDE) {
            throw new IllegalArgumentException("A terminal cannot have " + columns + " columns and " + rows + " rows");
        }
    }

    private static void requireNoNul(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " holds a NUL character");
        }
    }
}
