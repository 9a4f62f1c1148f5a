package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.Cli;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.HttpResponse;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Streams;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A state directory, a home directory and a repository of their own, with the real command line, daemon, tmux and git. */
final class Stage implements AutoCloseable {

    /** What one command left behind. */
    record Run(int exit, String out, String err) {

        Json json() {
            return JsonText.parse(out);
        }

        String line() {
            return out.strip();
        }
    }

    private final Path root;
    private final Path repository;
    private final World world;
    private final Map<String, String> environment;
    private final Map<String, String> properties = new HashMap<>();
    private final Deque<AutoCloseable> leftovers = new ArrayDeque<>();

    Stage(World world) throws IOException, InterruptedException {
        this.world = world;
        // How long anything may take is no part of any scenario; several play at once.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(45));
        this.root = Files.createTempDirectory("tagma e2e ü ");
        Path home = Files.createDirectories(root.resolve("home"));
        this.repository = another("my repo");
        world.prepare(home, repository);
        environment = new HashMap<>(Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                home.toString(),
                "USER",
                "tester",
                "LANG",
                "C.UTF-8",
                Home.VARIABLE,
                root.resolve("tagma").toString()));
        environment.putAll(world.environment());
        for (String name : List.of("java.home", "java.class.path", "user.dir", "user.name")) {
            properties.put(name, System.getProperty(name));
        }
        properties.put("user.home", home.toString());
        properties.put("user.dir", repository.toString());
        Files.createDirectories(home().configuration());
        configure("");
    }

    /** Writes the configuration, with further lines at its end. */
    void configure(String more) throws IOException {
        configure(List.of(), more);
    }

    /** Writes the configuration with something that starts the agent in place of Tagma. */
    void configure(List<String> wrapper, String more) throws IOException {
        Files.writeString(
                home().configurationFile(), "server:\n  port: 0\nagents:\n" + world.configuration(wrapper) + more);
    }

    Home home() {
        return Home.of(environment, Path.of(environment.get("HOME")), repository);
    }

    /** Where everything of this stage lies. */
    Path root() {
        return root;
    }

    /** The home directory of whoever plays here. */
    Path userHome() {
        return Path.of(environment.get("HOME"));
    }

    /** Closes this when the processes have ended, before the files go. */
    void atTheEnd(AutoCloseable resource) {
        leftovers.push(resource);
    }

    Path repository() {
        return repository;
    }

    Map<String, String> environment() {
        return environment;
    }

    World world() {
        return world;
    }

    /** Replaces properties of the command's JVM, which say how a daemon is started. */
    void properties(Map<String, String> replaced) {
        properties.putAll(replaced);
    }

    /** Runs a command as a person would. */
    Run tagma(String... words) {
        return tagmaWith("", words);
    }

    /** Runs a command with this on its standard input. */
    Run tagmaWith(String input, String... words) {
        return tagma(input, false, words);
    }

    /** Runs a command at a terminal, at which a person types this, a line each time they are asked. */
    Run tagmaTyping(String lines, String... words) {
        return tagma(lines, true, words);
    }

    private Run tagma(String input, boolean terminal, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                terminal,
                terminal,
                terminal);
        int exit =
                new Cli(environment, properties, streams, Clock.systemUTC(), () -> ZoneOffset.UTC).run(List.of(words));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command beside what the test does. */
    Future<Run> later(String... words) {
        FutureTask<Run> running = new FutureTask<>(() -> tagma(words));
        Thread.ofVirtual().name(String.join(" ", words)).start(running);
        return running;
    }

    /** Starts a command as a process of its own. */
    Process process(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(words)).directory(repository.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What runs a command in a process of its own. */
    List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(properties.get("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                properties.get("java.class.path"),
                "dev.tagma.app.Main"));
        command.addAll(List.of(words));
        return command;
    }

    /** A person's own tmux, which ends with the stage. */
    Desk desk(String name) throws IOException {
        Desk desk = new Desk(root.resolve(name), repository, environment);
        atTheEnd(desk);
        return desk;
    }

    /** Calls an operation that no command has yet. */
    void post(String path) {
        HttpResponse answer = new UnixHttp(home().socket())
                .exchange(new HttpRequest("POST", path, Map.of(), new byte[0]), Deadline.after(Duration.ofSeconds(60)));
        assertThat(answer.status()).as(path).isBetween(200, 299);
    }

    /** Runs a command that must succeed. */
    Run ok(String... words) {
        Run run = tagma(words);
        assertThat(run.exit())
                .as("tagma %s%n%s%s", String.join(" ", words), run.out(), run.err())
                .isZero();
        return run;
    }

    /** Creates a session in a worktree and returns its handle once it is live. */
    String create(String... more) {
        List<String> words = new ArrayList<>(List.of("create", "-q", "-a", world.agent(), "-p", repository.toString()));
        words.addAll(world.driving());
        words.addAll(List.of(more));
        return ok(words.toArray(String[]::new)).line();
    }

    /** Sends a message and waits until its turn is over or somebody is needed, which the command tells by exit code 1. */
    Run say(String session, String text) {
        Run run = tagma("send", session, "--wait", "--timeout", "60", "--", text);
        assertThat(run.exit()).as(run.err()).isIn(0, 1);
        return run;
    }

    /** What the daemon answered over HTTP. */
    record Reply(int status, String body) {

        Json json() {
            return JsonText.parse(body);
        }
    }

    /** Asks the daemon over HTTP, with a body where one is given. */
    Reply http(String method, String target, String json) {
        HttpRequest request = new HttpRequest(method, target, Map.of(), new byte[0]);
        HttpResponse response = new UnixHttp(home().socket())
                .exchange(json.isEmpty() ? request : request.withJson(json), Deadline.after(Duration.ofSeconds(60)));
        return new Reply(response.status(), response.text());
    }

    /** The person at the terminal of that session. */
    Person person(String session) {
        String id = text(show(session), "id");
        return new Person(
                TmuxServers.socket(home().state(), environment), session + "-" + id.substring(id.length() - 6));
    }

    /** The processes of the session's hooks that wait for an answer. */
    List<ProcessHandle> waitingHooks(String session) throws IOException {
        String id = text(show(session), "id");
        try (Stream<Path> files = Files.walk(home().state())) {
            return files.filter(file -> file.toString().contains(id)
                            && file.getFileName().toString().endsWith(".fifo"))
                    .map(file -> file.getFileName().toString().replaceAll("^\\d+-|\\.fifo$", ""))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .toList();
        }
    }

    static String quoted(String text) {
        return JsonText.write(Json.of(text));
    }

    /** The words of both as one JSON list. */
    static String quoted(List<String> words, List<String> more) {
        return Stream.concat(words.stream(), more.stream())
                .map(Stage::quoted)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static List<Json> list(Json json, String name) {
        return ((Json.JsonArray) member(json, name)).items();
    }

    /** The session's JSON. */
    Json show(String session) {
        return ok("show", session, "--json").json();
    }

    String activity(String session) {
        return text(show(session), "activity");
    }

    void awaitActivity(String session, String activity) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(activity(session)).isEqualTo(activity));
    }

    Path workspace(String session) {
        return Path.of(text(member(show(session), "workspace"), "path"));
    }

    static String text(Json json, String name) {
        return json instanceof Json.JsonObject object
                        && object.member(name).orElse(null) instanceof Json.JsonString found
                ? found.value()
                : "";
    }

    static Json member(Json json, String name) {
        return ((Json.JsonObject) json).member(name).orElseThrow();
    }

    /** All events so far, one line each. */
    List<String> log(String session) {
        return ok("events", "--session", session, "--since", "start", "--json")
                .out()
                .lines()
                .toList();
    }

    /** All events so far, one JSON object each. */
    List<Json> events(String session) {
        return log(session).stream().map(JsonText::parse).toList();
    }

    /** The types of all events so far. */
    List<String> types(String session) {
        return events(session).stream().map(event -> text(event, "type")).toList();
    }

    /** What began each turn so far. */
    List<String> prompts(String session) {
        return events(session).stream()
                .filter(event -> text(event, "type").equals("turn.started"))
                .map(event -> text(member(event, "data"), "prompt").strip())
                .toList();
    }

    /** The activities of the session in their order, without repeats of the same one. */
    List<String> activities(String session) {
        List<String> found = new ArrayList<>();
        for (Json event : events(session)) {
            if (text(event, "type").equals("session.activity") && event instanceof Json.JsonObject object) {
                String activity = text(object.member("data").orElseThrow(), "activity");
                if (!activity.isEmpty() && (found.isEmpty() || !found.getLast().equals(activity))) {
                    found.add(activity);
                }
            }
        }
        return found;
    }

    /** What the session did, with when, why and by which rule: for the message of an assertion. */
    String course(String session) {
        return events(session).stream()
                .filter(event -> text(event, "type").equals("session.activity"))
                .map(event -> text(event, "time") + " " + text(member(event, "data"), "activity") + ": "
                        + text(member(event, "data"), "reason") + " (" + text(member(event, "data"), "rule") + ")")
                .collect(Collectors.joining("\n"));
    }

    /** Makes a repository with one commit. */
    Path another(String name) throws IOException, InterruptedException {
        Path made = Files.createDirectories(root.resolve(name));
        git(made, "init", "-q", "-b", "main");
        Files.writeString(made.resolve("README"), "hello\n");
        git(made, "add", ".");
        git(made, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "Begin");
        return made;
    }

    /** Runs git in the repository; returns what it says. */
    String git(String... words) throws IOException, InterruptedException {
        return git(repository, words);
    }

    /** Runs git somewhere; returns what it says. */
    static String git(Path place, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("git %s: %s", String.join(" ", words), said)
                .isZero();
        return said;
    }

    /** The daemon's process, found by its lock file. */
    ProcessHandle daemon() throws IOException {
        long pid = Long.parseLong(Files.readString(home().daemonLock()).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** Ends the daemon as {@code kill -9} does and waits until it is gone. */
    void killDaemon() throws IOException {
        ProcessHandle daemon = daemon();
        daemon.destroyForcibly();
        daemon.onExit().join();
    }

    /** A hook that waits outlives its agent, as it does with the real one; and one that ends runs its last hooks. */
    private void endHooks() {
        List<ProcessHandle> left = List.of();
        do {
            left.forEach(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
            left = ProcessHandle.allProcesses()
                    .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                            .anyMatch(word -> word.contains(root.toString())))
                    .filter(process -> !process.equals(ProcessHandle.current()))
                    .toList();
        } while (!left.isEmpty());
    }

    @Override
    public void close() throws IOException {
        try {
            daemon().destroyForcibly();
            daemon().onExit().join();
        } catch (IOException | RuntimeException noDaemon) {
            // None was started, or it is gone.
        }
        TmuxServers.killAllOf(home().state(), environment);
        endHooks();
        world.close();
        while (!leftovers.isEmpty()) {
            try {
                leftovers.pop().close();
            } catch (Exception failed) {
                throw new IOException("What a test left cannot be closed", failed);
            }
        }
        // Sockets need short paths, so they lie outside.
        delete(home().runtime());
        delete(root);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
