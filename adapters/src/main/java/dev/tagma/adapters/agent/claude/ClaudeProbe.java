package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.core.session.AgentId;
import dev.tagma.spi.agent.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks whether the agent's program is here, which version it is, and whether it can speak with its model. */
public final class ClaudeProbe {

    /** The program itself; others that speak its dialect have neither its login nor its versions. */
    private static final AgentId ITSELF = new AgentId("claude-code");

    /** A program that cannot say its version by then hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Any of these is what it logs in with. */
    private static final List<String> KEYS = List.of(
            "ANTHROPIC_API_KEY",
            "ANTHROPIC_AUTH_TOKEN",
            "CLAUDE_CODE_OAUTH_TOKEN",
            "CLAUDE_CODE_USE_BEDROCK",
            "CLAUDE_CODE_USE_VERTEX");

    private final AgentId id;
    private final List<String> program;
    private final Map<String, String> environment;

    /**
     * @param inherited the daemon's environment
     * @param settings variables from the configuration
     */
    ClaudeProbe(AgentId id, List<String> program, Map<String, String> inherited, Map<String, String> settings) {
        this.id = id;
        this.program = List.copyOf(program);
        // As a session has it: a key that only the daemon was given logs nobody in.
        this.environment = Map.copyOf(ClaudeLaunch.environment(inherited, settings));
    }

    /** Whether the agent of this name is the program itself. */
    public static boolean isItself(AgentId id) {
        return id.equals(ITSELF);
    }

    Probe look() {
        Optional<Path> found = Executables.find(program.getFirst(), environment, Path.of("/"));
        if (found.isEmpty()) {
            return new Probe(false, Optional.empty(), Optional.empty(), List.of(missing(id, program.getFirst())));
        }
        Optional<String> path = found.map(Path::toString);
        if (!id.equals(ITSELF)) {
            return new Probe(true, path, Optional.empty(), List.of());
        }
        List<String> problems = new ArrayList<>();
        Optional<String> version = version(problems);
        boolean login = hasLogin();
        if (!login) {
            problems.add("no login was found: run '" + program.getFirst()
                    + "' once and log in, or give it a key below 'agents." + id + ".env' in config.yaml");
        }
        return new Probe(true, path, version, Optional.of(login), problems);
    }

    /** What to do where the program is not there. How the program itself is installed is not how others are. */
    public static String missing(AgentId id, String program) {
        String installed =
                id.equals(ITSELF) ? "install it with 'npm install -g @anthropic-ai/claude-code'" : "install it";
        return "'" + program + "' was not found; " + installed + " or set 'agents." + id + ".command' in config.yaml";
    }

    private Optional<String> version(List<String> problems) {
        List<String> command =
                Stream.concat(program.stream(), Stream.of("--version")).toList();
        try {
            Outcome outcome = new Programs()
                    .run(Invocation.of(Path.of("/"), environment, command).withLimit(PATIENCE));
            if (outcome instanceof Outcome.Exited exited && exited.succeeded()) {
                return exited.output().text().lines().findFirst().map(String::strip);
            }
            problems.add("'" + String.join(" ", command) + "' does not work: " + reason(outcome));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exited ->
                "it ended with " + exited.code() + " and said '"
                        + exited.errors().trimmed() + "'";
            case Outcome.TimedOut late ->
                "it did not end within " + late.limit().toSeconds() + " s";
            case Outcome.NotStarted(String why) -> why;
        };
    }

    private boolean hasLogin() {
        ClaudePaths paths = new ClaudePaths(environment);
        return KEYS.stream().anyMatch(key -> !environment.getOrDefault(key, "").isEmpty())
                || Files.exists(paths.credentials())
                || helperGivesKeys(paths.settings());
    }

    /** A program of the person's own that prints a key. */
    private static boolean helperGivesKeys(Path settings) {
        try {
            return Files.readString(settings).contains("\"apiKeyHelper\"");
        } catch (IOException none) {
            return false;
        }
    }
}
