package dev.tagma.adapters.agent.codex;

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

/** Looks whether the program is here, which version it is, and whether it can speak with its model. */
final class CodexProbe {

    /** A program that cannot say its version by then hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AgentId id;
    private final List<String> program;
    private final Map<String, String> environment;

    CodexProbe(AgentId id, CodexTools tools) {
        this.id = id;
        this.program = tools.program();
        this.environment = Map.copyOf(CodexLaunch.environment(tools));
    }

    Probe look() {
        Optional<Path> found = Executables.find(program.getFirst(), environment, Path.of("/"));
        if (found.isEmpty()) {
            return new Probe(
                    false, Optional.empty(), Optional.empty(), List.of(missing(id.value(), program.getFirst())));
        }
        List<String> problems = new ArrayList<>();
        Optional<String> version = version(problems);
        if (!hasLogin()) {
            problems.add("no login was found: run '" + program.getFirst() + " login', or give it a key below 'agents."
                    + id + ".env' in config.yaml");
        }
        return new Probe(true, found.map(Path::toString), version, problems);
    }

    static String missing(String agent, String program) {
        return "'" + program + "' was not found; install it with 'npm install -g @openai/codex' or set 'agents." + agent
                + ".command' in config.yaml";
    }

    private Optional<String> version(List<String> problems) {
        List<String> command =
                Stream.concat(program.stream(), Stream.of("--version")).toList();
        try {
            Outcome outcome = new Programs()
                    .run(Invocation.of(Path.of("/"), environment, command).withLimit(PATIENCE));
            if (outcome instanceof Outcome.Exited exited && exited.succeeded()) {
                return exited.output()
                        .text()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("codex"))
                        .findFirst();
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

    /** A login, a key, or a provider of the person's own that says where its key is. */
    private boolean hasLogin() {
        Path home = CodexLaunch.home(environment);
        return !environment.getOrDefault("OPENAI_API_KEY", "").isEmpty()
                || !environment.getOrDefault("CODEX_API_KEY", "").isEmpty()
                || Files.exists(home.resolve("auth.json"))
                || hasProvider(home.resolve("config.toml"));
    }

    private static boolean hasProvider(Path settings) {
        try {
            return Files.readString(settings).contains("model_provider");
        } catch (IOException none) {
            return false;
        }
    }
}
