package dev.tagma.adapters.proc;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Tells by what processes were called with whether a program is among them. */
public final class CommandWords {

    /** Programs that others are written for: what runs is what they were given. */
    private static final Set<String> INTERPRETERS =
            Set.of("node", "bun", "deno", "python", "python3", "ruby", "sh", "bash", "dash");

    private CommandWords() {}

    /**
     * Whether one of the commands runs this program.
     *
     * @param program its name or path, and the leading arguments without which it is another one
     */
    public static boolean anyRuns(List<List<String>> commands, List<String> program) {
        return commands.stream().anyMatch(command -> runs(command, program));
    }

    private static boolean runs(List<String> command, List<String> program) {
        if (command.size() < program.size()) {
            return false;
        }
        boolean leads = name(command.getFirst()).equals(name(program.getFirst()))
                && command.subList(1, program.size()).equals(program.subList(1, program.size()));
        return leads || (INTERPRETERS.contains(name(command.getFirst())) && runs(withoutInterpreter(command), program));
    }

    private static List<String> withoutInterpreter(List<String> command) {
        int given = 1;
        while (given < command.size() && command.get(given).startsWith("-")) {
            given++;
        }
        return command.subList(given, command.size());
    }

    private static String name(String program) {
        Path file = Path.of(program).getFileName();
        return file == null ? program : file.toString();
    }
}
