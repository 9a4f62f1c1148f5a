package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.spi.agent.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks whether an agent's program is here, which version it is, and whether somebody is logged in, as far as that shows. */
final class ManifestProbe {

    /** A program that cannot say its version by then hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+\\S*");

    private final ManifestTools tools;
    private final Map<String, String> environment;

    ManifestProbe(ManifestTools tools) {
        this.tools = tools;
        // As a session has it: a key that only the daemon was given logs nobody in.
        this.environment =
                Map.copyOf(ManifestLaunch.environment(tools.manifest().launch(), tools.inherited(), tools.settings()));
    }

    Probe look() {
        Manifest manifest = tools.manifest();
        String program = tools.program().getFirst();
        Optional<Path> found = Executables.find(program, environment, Path.of("/"));
        if (found.isEmpty()) {
            return new Probe(
                    false, Optional.empty(), Optional.empty(), Optional.empty(), List.of(missing(manifest, program)));
        }
        List<String> problems = new ArrayList<>();
        Optional<String> version = manifest.program().version().isEmpty() ? Optional.empty() : version(problems);
        version.filter(one -> !manifest.program().known().isEmpty())
                .filter(one -> manifest.program().known().stream().noneMatch(one::startsWith))
                .ifPresent(one -> problems.add("its version " + one + " was not tried; known are "
                        + String.join(", ", manifest.program().known())));
        Optional<Boolean> login = manifest.login().visible() ? Optional.of(loggedIn()) : Optional.empty();
        if (login.filter(here -> !here).isPresent()) {
            problems.add("no login was found: run '" + program + "' once and log in, or give it a key below 'agents."
                    + manifest.agent() + ".env' in config.yaml");
        }
        return new Probe(true, found.map(Path::toString), version, login, problems);
    }

    static String missing(Manifest manifest, String program) {
        return "'" + program + "' was not found; " + manifest.program().install() + " or set 'agents."
                + manifest.agent() + ".command' in config.yaml";
    }

    private boolean loggedIn() {
        Words words = new Words(Map.of("home", environment.getOrDefault("HOME", "/")));
        return tools.manifest().login().variables().stream()
                        .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty())
                || tools.manifest().login().files().stream()
                        .map(words::in)
                        .anyMatch(file -> Files.exists(Path.of(file)));
    }

    private Optional<String> version(List<String> problems) {
        List<String> command = Stream.concat(tools.program().stream(), tools.manifest().program().version().stream())
                .toList();
        try {
            Outcome outcome = new Programs()
                    .run(Invocation.of(Path.of("/"), environment, command).withLimit(PATIENCE));
            if (outcome instanceof Outcome.Exited exited && exited.succeeded()) {
                String said = exited.output().text();
                Matcher number = VERSION.matcher(said);
                return number.find()
                        ? Optional.of(number.group())
                        : said.lines().findFirst().map(String::strip);
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
}
