package dev.tagma.bench.stage;

import dev.tagma.adapters.runtime.tmux.TmuxSettings;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.HttpResponse;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.status.Activity;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.session.NewSessionJson;
import dev.tagma.wire.session.SessionJson;
import dev.tagma.wire.session.WaitJson;
import dev.tagma.wire.session.WorkspaceWish;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A state directory and a home of its own, and the packaged {@code tagma} with the daemon it starts.
 *
 * <p>The agent {@code claude-code} is here a quiet agent ({@link QuietAgent}), {@code scripted} the scripted one.
 */
public final class Stage implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String USER = "bench";

    private final Path launcher;
    private final Path root;
    private final Map<String, String> environment;

    /** @param launcher the {@code tagma} of the checkout */
    public Stage(Path launcher) throws IOException {
        this.launcher = launcher;
        this.root = Files.createTempDirectory("tagma-bench-");
        Files.createDirectories(repository());
        environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                root.toString(),
                "USER",
                USER,
                "LANG",
                "C.UTF-8",
                "TAGMA_JAVA_HOME",
                System.getProperty("java.home"),
                "TAGMA_JAVA_OPTS",
                Optional.ofNullable(System.getenv("TAGMA_JAVA_OPTS")).orElse(""),
                Home.VARIABLE,
                root.resolve("tagma").toString());
        Files.createDirectories(home().configuration());
        Files.writeString(home().configurationFile(), """
            server:
              tcp: false
            agents:
              claude-code:
                command: [/bin/sh, %s]
            """.formatted(QuietAgent.install(root)));
    }

    public Home home() {
        return Home.of(environment, root, root);
    }

    /** Where everything lies. */
    public Path root() {
        return root;
    }

    /** The directory agents work in: no repository, so that a session costs what a session costs. */
    public Path repository() {
        return root.resolve("work");
    }

    /** Runs {@code tagma} as a person does and returns what it says. */
    public String tagma(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        return run(command);
    }

    /** Runs a program in this stage's environment. */
    public String run(List<String> command) throws IOException {
        Path err = root.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exit(process) != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + process.exitValue() + ": " + Files.readString(err));
        }
        return said.strip();
    }

    private static int exit(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + process);
        }
    }

    /** Starts the daemon, where none runs. */
    public void start() throws IOException {
        tagma("events", "--since", "now");
    }

    /** The daemon that runs. */
    public Figures daemon() throws IOException {
        return new Figures(Long.parseLong(Files.readString(home().daemonLock()).strip()));
    }

    /** Ends the daemon as {@code kill -9} does. */
    public void kill() throws IOException {
        ProcessHandle daemon = daemon().process();
        daemon.destroyForcibly();
        daemon.onExit().join();
    }

    /** The tmux server of this stage, which runs once there was a session. */
    public Figures tmux() throws IOException {
        return new Figures(
                Long.parseLong(run(List.of("tmux", "-S", socket().toString(), "display-message", "-p", "#{pid}"))));
    }

    private Path socket() {
        return TmuxSettings.socketFor(home().state(), Optional.empty(), Path.of("/tmp"), USER);
    }

    public <T extends Record> T get(String target, Class<T> answer) {
        return RecordCodec.read(exchange(HttpRequest.get(target)), answer);
    }

    public <T extends Record> T post(String target, Record body, Class<T> answer) {
        return RecordCodec.read(post(target, body), answer);
    }

    public Json post(String target, Record body) {
        return exchange(new HttpRequest("POST", target, Map.of(), new byte[0])
                .withJson(JsonText.write(RecordCodec.write(body))));
    }

    /** Creates a session of this agent and waits until it is idle. */
    public SessionJson create(String agent) {
        NewSessionJson wish = new NewSessionJson(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(new AgentId(agent)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.of(repository().toString()),
                Optional.of(WorkspaceWish.IN_PLACE),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        SessionJson session = post("/v1/sessions", wish, SessionJson.class);
        WaitJson waited = get("/v1/sessions/" + session.id() + "/wait?timeout=60", WaitJson.class);
        if (waited.session().activity().filter(Activity.IDLE::equals).isEmpty()) {
            throw new IllegalStateException("The new session is not idle: " + waited.session());
        }
        return waited.session();
    }

    private Json exchange(HttpRequest request) {
        HttpResponse response = new UnixHttp(home().socket()).exchange(request, Deadline.after(LIMIT));
        if (!response.successful()) {
            throw new IllegalStateException(request.method() + " " + request.target() + ": " + response.text());
        }
        return JsonText.parse(response.body());
    }

    /** Subscribes to these types of events from now on. */
    public Subscriber subscribe(String... types) {
        return Subscriber.to(home().socket(), types);
    }

    @Override
    public void close() throws IOException {
        try {
            kill();
        } catch (IOException | RuntimeException none) {
            // It was never started, or is gone.
        }
        if (Files.exists(socket())) {
            try {
                run(List.of("tmux", "-S", socket().toString(), "kill-server"));
            } catch (IllegalStateException gone) {
                // It ended by itself.
            }
        }
        awaitEnds();
        for (Path directory : List.of(root, home().runtime())) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** Agents end with their terminals; until then they write to what is to be deleted. */
    private void awaitEnds() {
        List<ProcessHandle> left;
        do {
            left = ProcessHandle.allProcesses()
                    .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                            .anyMatch(word -> word.contains(root.toString())))
                    .toList();
            left.forEach(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        } while (!left.isEmpty());
    }
}
