package dev.tagma.testkit.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the program runs.
 *
 * @param config the agent's own directory: {@code CLAUDE_CONFIG_DIR}, else {@code ~/.claude}
 * @param gates where {@code WAIT name} looks for a file of that name: {@code SCRIPTED_GATES}, else {@code gates} in the
 *     agent's directory
 * @param asksTrust whether to ask for trust in the directory first: {@code SCRIPTED_TRUST=ask}
 * @param startDelay how long it is not ready after its first picture: {@code SCRIPTED_START_DELAY} in milliseconds
 * @param pace the pause after each word: {@code SCRIPTED_PACE} in milliseconds
 */
record Surroundings(
        Path cwd, Path config, Path gates, boolean asksTrust, Duration startDelay, Duration pace, long pid) {

    static Surroundings of(Map<String, String> environment) {
        var home = Path.of(environment.getOrDefault("HOME", "/"));
        var configured = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
        var config = configured.isEmpty() ? home.resolve(".claude") : Path.of(configured);
        var gates = environment.getOrDefault("SCRIPTED_GATES", "");
        return new Surroundings(
                Path.of("").toAbsolutePath(),
                config,
                gates.isEmpty() ? config.resolve("gates") : Path.of(gates),
                environment.getOrDefault("SCRIPTED_TRUST", "").equals("ask"),
                milliseconds(environment, "SCRIPTED_START_DELAY", 0),
                milliseconds(environment, "SCRIPTED_PACE", 0),
                ProcessHandle.current().pid());
    }

    private static Duration milliseconds(Map<String, String> environment, String name, long otherwise) {
        var value = environment.getOrDefault(name, "");
        return Duration.ofMillis(value.isEmpty() ? otherwise : Long.parseLong(value));
    }

    /** A directory's name among the projects: all but letters and digits are dashes. */
    static String encoded(Path directory) {
        return directory.toString().replaceAll("[^A-Za-z0-9]", "-");
    }

    Path project() {
        return config.resolve("projects").resolve(encoded(cwd));
    }

    Path transcript(String session) {
        return project().resolve(session + ".jsonl");
    }

    /** Where a conversation was held, in whichever directory; a new place in this one's project where it never was. */
    Path anywhere(String session) {
        if (!Files.exists(transcript(session)) && Files.isDirectory(config.resolve("projects"))) {
            try (Stream<Path> projects = Files.list(config.resolve("projects"))) {
                return projects.map(project -> project.resolve(session + ".jsonl"))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(transcript(session));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list the projects in " + config, e);
            }
        }
        return transcript(session);
    }

    Path stateFile() {
        return config.resolve("sessions").resolve(pid + ".json");
    }

    Path trustMark() {
        return config.resolve("scripted-trust").resolve(encoded(cwd));
    }
}
