package dev.tagma.cli.demo;

import dev.tagma.cli.talk.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs other programs, in an environment that is the demo's own. */
record Shell(Map<String, String> environment) {

    Shell {
        environment = Map.copyOf(environment);
    }

    /** What a program said, and how it ended. */
    record Said(int exit, String text) {}

    void require(String program) {
        boolean found = Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            throw Failure.failed("%s is not found, which the demo needs: apt install %s".formatted(program, program));
        }
    }

    Said run(Path directory, List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Said(process.waitFor(), text);
        } catch (IOException broken) {
            throw Failure.failed("%s cannot be run: %s".formatted(command.getFirst(), broken.getMessage()));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }

    /** A word as it may stand on a shell's command line; zsh takes one that begins with an equals sign for more. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
