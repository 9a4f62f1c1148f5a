package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says before a start what would keep the program from running, because tmux would silently use another directory and
 * show no more than an exit code; and writes the command that runs the program with its very environment.
 */
final class ProgramCheck {

    /** What tmux adds to every program's environment by itself. */
    private static final List<String> ADDED_BY_TMUX =
            List.of("TMUX", "TMUX_PANE", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "SHELL", "PWD", "TERM", "PATH");

    /** Larger windows are refused by tmux. */
    private static final int LARGEST_SIDE = 10_000;

    private ProgramCheck() {}

    static void require(TerminalSpec spec) {
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

    static void requireSize(int columns, int rows) {
        if (columns < 1 || rows < 1 || columns > LARGEST_SIDE || rows > LARGEST_SIDE) {
            throw new IllegalArgumentException("A terminal cannot have " + columns + " columns and " + rows + " rows");
        }
    }

    private static void requireNoNul(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " holds a NUL character");
        }
    }

    /** The variables that tmux itself hands over, which keeps their values out of every argument list. */
    static Map<String, String> throughTmux(TerminalSpec spec) {
        Map<String, String> variables = new TreeMap<>(spec.environment());
        ADDED_BY_TMUX.stream().filter(name -> !name.equals("PATH")).forEach(variables::remove);
        return variables;
    }

    /**
     * The program behind {@code env}, which takes away what tmux adds, puts in its place what the specification says and
     * then becomes the program, under the same process id. No shell is involved.
     */
    static List<String> command(TerminalSpec spec) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
        for (String name : ADDED_BY_TMUX) {
            boolean kept = spec.environment().containsKey(name) || name.equals("TERM");
            if (!kept) {
                command.add("-u");
                command.add(name);
            }
        }
        command.add("--");
        for (String name : ADDED_BY_TMUX) {
            String value = spec.environment().get(name);
            if (value != null && !name.equals("PATH")) {
                command.add(name + "=" + value);
            }
        }
        command.addAll(spec.command());
        return command;
    }
}
