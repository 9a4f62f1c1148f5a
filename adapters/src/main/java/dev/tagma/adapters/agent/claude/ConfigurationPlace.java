package dev.tagma.adapters.agent.claude;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the session's agent keeps its things. It is decided when the agent is first started: its state and its conversation
 * stay there, whatever the shell that starts a later daemon says.
 */
public final class ConfigurationPlace {

    private static final String VARIABLE = "CLAUDE_CONFIG_DIR";

    /** The variables that say where it is. */
    static final Set<String> VARIABLES = Set.of(VARIABLE, "HOME");

    private static final System.Logger LOG = System.getLogger(ConfigurationPlace.class.getName());

    private final Path file;
    private final Map<String, String> environment;

    /**
     * The place in this environment, or as it was decided before.
     *
     * @param file where the decision is kept; empty for the agent's own default
     */
    public ConfigurationPlace(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = decided(file, environment);
    }

    /** The environment with the place in it. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The agent is about to be started. */
    public void decide() {
        try {
            Files.writeString(file, environment.getOrDefault(VARIABLE, ""));
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot write " + file + ": " + failed);
        }
    }

    private static Map<String, String> decided(Path file, Map<String, String> environment) {
        try {
            String place = Files.readString(file);
            Map<String, String> decided = new HashMap<>(environment);
            if (place.isEmpty()) {
                decided.remove(VARIABLE);
            } else if (Files.isDirectory(Path.of(place))) {
                decided.put(VARIABLE, place);
            }
            return Map.copyOf(decided);
        } catch (NoSuchFileException notStarted) {
            return Map.copyOf(environment);
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot read " + file + ": " + unreadable);
            return Map.copyOf(environment);
        }
    }
}
