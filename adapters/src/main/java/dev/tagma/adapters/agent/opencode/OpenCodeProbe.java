package dev.tagma.adapters.agent.opencode;

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

/** Looks whether the program is here, which version it is, and whether somebody logged in at a provider. */
final class OpenCodeProbe {

    /** A program that cannot say its version by then hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AgentId id;
    private final List<String> program;
    private final Map<String, String> environment;

    OpenCodeProbe(AgentId id, OpenCodeTools tools) {
        this.id = id;
        this.program = tools.program();
        this.environment = Map.copyOf(OpenCodeLaunch.environment(tools));
    }

    Probe look() {
        Optional<Path> found = Executables.find(program.getFirst(), environment, Path.of("/"));
        if (found.isEmpty()) {
            return new Probe(
                    false, Optional.empty(), Optional.empty(), List.of(missing(id.value(), program.getFirst())));
        }
        List<String> problems = new ArrayList<>();
        Optional<String> version = version(problems);
        return new Probe(true, found.map(Path::toString), version, loggedIn(), problems);
    }

    static String missing(String agent, String program) {
        return "'" + program + "' was not found; install it with 'npm install -g opencode-ai' or set 'agents." + agent
                + ".command' in config.yaml";
    }

    private Optional<String> version(List<String> problems) {
        List<String> command =
                Stream.concat(program.stream(), Stream.of("--version")).toList();
        try {
            return switch (new Programs()
                    .run(Invocation.of(Path.of("/"), environment, command).withLimit(PATIENCE))) {
                case Outcome.Exited exited
                when exited.succeeded() ->
                    exited.output()
                            .text()
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.matches("\\d+\\.\\d+.*"))
                            .findFirst();
                case Outcome.Exited exited ->
                    failed(
                            problems,
                            command,
                            "it ended with " + exited.code() + " and said '"
                                    + exited.errors().trimmed() + "'");
                case Outcome.TimedOut late ->
                    failed(
                            problems,
                            command,
                            "it did not end within " + late.limit().toSeconds() + " s");
                case Outcome.NotStarted(String why) -> failed(problems, command, why);
            };
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> failed(List<String> problems, List<String> command, String why) {
        problems.add("'" + String.join(" ", command) + "' does not work: " + why);
        return Optional.empty();
    }

    /** It also takes keys from variables and offers models that need none, so no login is not a hindrance. */
    private Optional<Boolean> loggedIn() {
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path home = data.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".local", "share") : Path.of(data);
        try {
            String logins = Files.readString(home.resolve("opencode").resolve("auth.json"));
            return logins.contains("\"type\"") ? Optional.of(true) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
