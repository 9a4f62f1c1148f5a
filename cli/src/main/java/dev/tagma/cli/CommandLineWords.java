package dev.tagma.cli;

import dev.tagma.cli.talk.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line taken apart: the command's name, and all the rest in its order. Options that every command has may stand
 * before the name as well as behind it.
 *
 * @param command none when there is none
 */
record CommandLineWords(Optional<String> command, List<String> rest) {

    static CommandLineWords of(List<String> args) {
        var rest = new ArrayList<String>();
        for (int index = 0; index < args.size(); index++) {
            String word = args.get(index);
            if (!word.startsWith("-")) {
                rest.addAll(args.subList(index + 1, args.size()));
                return new CommandLineWords(Optional.of(word), List.copyOf(rest));
            }
            if (!isGlobal(word)) {
                throw Failure.usage("there is no option '" + word + "' before a command: tagma -h lists the commands");
            }
            rest.add(word);
            if (word.equals("--home")) {
                index++;
                if (index == args.size()) {
                    throw Failure.usage("--home needs a directory");
                }
                rest.add(args.get(index));
            }
        }
        return new CommandLineWords(Optional.empty(), List.copyOf(rest));
    }

    private static boolean isGlobal(String word) {
        return List.of("--json", "--home", "-h", "--help", "--version", "-V").contains(word)
                || word.startsWith("--home=");
    }

    boolean help() {
        return rest.contains("-h") || rest.contains("--help");
    }

    boolean version() {
        return rest.contains("--version") || rest.contains("-V");
    }
}
