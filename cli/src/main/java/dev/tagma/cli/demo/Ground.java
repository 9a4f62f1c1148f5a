package dev.tagma.cli.demo;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Api;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a demo takes place: a private directory that is the home of a daemon of its own.
 *
 * @param root the directory
 * @param shell runs programs as the daemon's environment has it
 */
public record Ground(Path root, Home home, Shell shell, Api api) {

    /** Of the shell a demo is started from, what would lead its programs elsewhere. */
    private static final List<String> NOT_PASSED = List.of("TAGMA_SESSION", "TAGMA_CLOCK", "TAGMA_KILL_AT", "TMUX");

    /**
     * Makes the directory. No daemon runs yet: the first question starts it.
     *
     * @param environment that of this process
     * @param daemons speaks to the daemon of the home that an environment leads to
     */
    public static Ground make(Map<String, String> environment, Function<Map<String, String>, Api> daemons) {
        var own = new LinkedHashMap<>(environment);
        own.keySet().removeIf(name -> NOT_PASSED.contains(name) || name.startsWith("GIT_"));
        var shell = new Shell(own);
        shell.require("git");
        shell.require("tmux");
        Path root = directory(Path.of(environment.getOrDefault("TMPDIR", "/tmp")));
        own.put(Home.VARIABLE, root.toString());
        return new Ground(root, Home.of(own, root, root), shell, daemons.apply(own));
    }

    private static Path directory(Path temporary) {
        try {
            Path root = Files.createTempDirectory(temporary.toAbsolutePath(), "tagma-demo-")
                    .toRealPath();
            Files.writeString(root.resolve("config.yaml"), """
                server:
                  tcp: false
                sessions:
                  agent: scripted
                  yolo: true
                agents:
                  scripted:
                    env:
                      CLAUDE_CONFIG_DIR: %s
                """.formatted(
                            JsonWriter.write(Json.of(root.resolve("agent").toString()))));
            return root;
        } catch (IOException refused) {
            throw Failure.failed("cannot make a directory in %s: %s".formatted(temporary, refused.getMessage()));
        }
    }

    /** Its directory as a word of a shell's command line. */
    public String quotedRoot() {
        return Shell.quoted(root.toString());
    }

    Answer ask(Ask ask) {
        return api.ask(ask);
    }

    Path repositoryDirectory() {
        return root.resolve("repository");
    }
}
