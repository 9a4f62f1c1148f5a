package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.TerminalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the command that runs a program with its very environment, whatever tmux adds to it. */
final class ProgramCommand {

    /** What tmux adds to every program's environment by itself. */
    private static final List<String> ADDED_BY_TMUX =
            List.of("TMUX", "TMUX_PANE", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "SHELL", "PWD", "TERM", "PATH");

    private ProgramCommand() {}

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
