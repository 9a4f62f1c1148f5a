package dev.tagma.adapters.workspace.outfit;

import dev.tagma.core.workspace.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs a script: what its first line names in the manner of the kernel, else the shell. The file itself is never
 * executed, so it may lie where nothing may be, and a process that is started meanwhile cannot keep it busy.
 */
final class Interpreter {

    private Interpreter() {}

    static List<String> command(Script script, Path file) {
        var command = new ArrayList<String>();
        String first = script.text().lines().findFirst().orElse("");
        String named = first.startsWith("#!") ? first.substring(2).strip() : "";
        if (named.isEmpty()) {
            command.add("/bin/sh");
        } else {
            command.addAll(List.of(named.split("[ \t]+", 2)));
        }
        command.add(file.toString());
        return List.copyOf(command);
    }
}
