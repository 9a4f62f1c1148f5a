package dev.tagma.adapters.agent.claude;

import dev.tagma.core.session.AgentSessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Claude Code keeps its things, given the environment it runs in. Nothing here is ever written by Tagma. */
public final class ClaudePaths {

    private final Path configuration;

    public ClaudePaths(Map<String, String> environment) {
        String own = environment.get("CLAUDE_CONFIG_DIR");
        this.configuration = own != null && !own.isBlank()
                ? Path.of(own)
                : Path.of(environment.getOrDefault("HOME", "/")).resolve(".claude");
    }

    /** The directory of all of it. */
    Path configuration() {
        return configuration;
    }

    Path states() {
        return configuration.resolve("sessions");
    }

    /** The transcript of a conversation held in this directory; it exists only once something was said. */
    public Path transcript(String directory, AgentSessionId conversation) {
        return find(conversation)
                .orElseGet(() -> projects()
                        .resolve(directory.replaceAll("[^A-Za-z0-9]", "-"))
                        .resolve(conversation + ".jsonl"));
    }

    /** The transcript of a conversation, matched by its id wherever it was held. */
    public Optional<Path> find(AgentSessionId conversation) {
        try (Stream<Path> projects = Files.list(projects())) {
            return projects.map(project -> project.resolve(conversation + ".jsonl"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Where a login is kept, on systems without a keychain. */
    Path credentials() {
        return configuration.resolve(".credentials.json");
    }

    /** What the person has set for all projects. */
    Path settings() {
        return configuration.resolve("settings.json");
    }

    /** Where conversations are kept, in a folder for each directory. */
    Path projects() {
        return configuration.resolve("projects");
    }
}
