package dev.tagma.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A scripted agent in a pane of a tmux server of its own, below one directory that holds everything it leaves behind. */
final class Pane implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Path work;
    private boolean isHeld;

    Pane(Path directory) throws IOException {
        this.directory = directory;
        this.work = Files.createDirectories(directory.resolve("work dir"));
    }

    Path work() {
        return work;
    }

    Path config() {
        return directory.resolve("home/.claude");
    }

    /** Starts the agent with these arguments, and waits until it is ready unless its environment delays that. */
    Pane start(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        holdServer();
        var command = new ArrayList<>(List.of(
                "tmux",
                "-S",
                socket(),
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "120",
                "-y",
                "40",
                "-s",
                "agent"));
        command.addAll(List.of("-c", work.toString()));
        command.addAll(List.of("env", "-i", "PATH=" + System.getenv("PATH"), "HOME=" + directory.resolve("home")));
        command.addAll(List.of("TERM=xterm-256color", "LANG=C.UTF-8"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ScriptedAgent.class.getName()));
        command.addAll(List.of(arguments));
        run(command, "");
        tmux("set-option", "-g", "remain-on-exit", "on");
        return this;
    }

    /** A server whose last session has just ended is still ending when the next one wants to begin. */
    private void holdServer() {
        if (!isHeld) {
            run(List.of("tmux", "-S", socket(), "-f", "/dev/null", "new-session", "-d", "-s", "hold", "cat"), "");
            isHeld = true;
        }
    }

    Pane start(String... arguments) throws IOException, InterruptedException {
        start(Map.of(), arguments);
        awaitScreen("? for shortcuts");
        return this;
    }

    /** Pastes a message as a driver does and sends it. */
    void say(String text) {
        paste(text);
        key("Enter");
    }

    void paste(String text) {
        run(List.of("tmux", "-S", socket(), "load-buffer", "-b", "test", "-"), text);
        tmux("paste-buffer", "-p", "-r", "-d", "-b", "test", "-t", "=agent:");
    }

    void key(String... keys) {
        tmux(Stream.concat(Stream.of("send-keys", "-t", "=agent:"), Stream.of(keys))
                .toArray(String[]::new));
    }

    void resize(int columns, int rows) {
        tmux("resize-window", "-t", "=agent", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    String screen() {
        return tmux("capture-pane", "-p", "-t", "=agent:");
    }

    String title() {
        return tmux("display-message", "-p", "-t", "=agent:", "#{pane_title}").strip();
    }

    boolean isAlternate() {
        return tmux("display-message", "-p", "-t", "=agent:", "#{alternate_on}")
                .strip()
                .equals("1");
    }

    void awaitScreen(String words) {
        awaitScreen(screen -> screen.contains(words));
    }

    void awaitScreen(Predicate<String> wanted) {
        await().atMost(PATIENCE).until(this::screen, wanted);
    }

    /** Opens a gate at which the script waits. */
    void release(String gate) throws IOException {
        Files.createDirectories(config().resolve("gates"));
        Files.createFile(config().resolve("gates").resolve(gate));
    }

    /** The state file; an empty tree if there is none. */
    Tree state() {
        var directory = config().resolve("sessions");
        if (!Files.exists(directory)) {
            return new Tree(null);
        }
        try (var files = Files.list(directory)) {
            var file = files.findFirst();
            return file.isEmpty() ? new Tree(null) : Json.read(Files.readString(file.get()));
        } catch (IOException | RuntimeException _) {
            // Being written at this moment.
            return new Tree(null);
        }
    }

    void awaitStatus(String status) {
        await().atMost(PATIENCE).until(() -> state().at("status").text(), status::equals);
    }

    /** The transcript's entries of these types. */
    List<Tree> transcript(String session, String... types) {
        var file =
                config().resolve("projects").resolve(Surroundings.encoded(work)).resolve(session + ".jsonl");
        return History.read(file).map(History::entries).orElse(List.of()).stream()
                .filter(entry -> List.of(types).contains(entry.at("type").text()))
                .toList();
    }

    /** A settings file that writes each hook's payload to a file of its own, and answers requests from a fifo. */
    Path settings() throws IOException {
        var hooks = Files.createDirectories(directory.resolve("hooks"));
        var script = directory.resolve("hook.sh");
        Files.writeString(script, """
                #!/bin/sh
                d='%s'
                f="$d/$(date +%%s%%N)-$1.$$"
                cat > "$f.tmp" && mv "$f.tmp" "$f.json"
                if [ "$1" = PermissionRequest ] && [ -p "$d/answers" ]; then cat "$d/answers"; fi
                """.formatted(hooks));
        script.toFile().setExecutable(true);
        var events = Json.object();
        for (var event : List.of(
                "SessionStart",
                "UserPromptSubmit",
                "PreToolUse",
                "PermissionRequest",
                "PostToolUse",
                "PostToolUseFailure",
                "Stop",
                "StopFailure",
                "SubagentStart",
                "SubagentStop",
                "PreCompact",
                "PostCompact",
                "SessionEnd")) {
            var hook = Json.object("type", "command", "command", "'%s' %s".formatted(script, event));
            events.put(event, List.of(Json.object("hooks", List.of(hook))));
        }
        var file = directory.resolve("settings.json");
        Files.writeString(file, Json.write(Json.object("hooks", events)));
        return file;
    }

    /** From now on hooks of requests wait for an answer. */
    void holdRequests() throws IOException {
        run(List.of("mkfifo", directory.resolve("hooks/answers").toString()), "");
    }

    /** Answers the request whose hook waits, or the next one's. */
    void answer(String decision) throws IOException {
        Files.writeString(
                directory.resolve("hooks/answers"),
                "{\"hookSpecificOutput\":{\"hookEventName\":\"PermissionRequest\",\"decision\":%s}}"
                        .formatted(decision));
    }

    /** The payloads of the hooks that ran so far, in order. */
    List<Tree> hooks() {
        try (var files = Files.list(directory.resolve("hooks"))) {
            var payloads = new ArrayList<Tree>();
            for (var file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                payloads.add(Json.read(Files.readString(file)));
            }
            return payloads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> hookNames() {
        return hooks().stream().map(hook -> hook.at("hook_event_name").text()).toList();
    }

    void awaitHook(String event) {
        await().atMost(PATIENCE).until(this::hookNames, names -> names.contains(event));
    }

    /** The process id of the agent. */
    long pid() {
        return Long.parseLong(
                tmux("display-message", "-p", "-t", "=agent:", "#{pane_pid}").strip());
    }

    void awaitDead() {
        await().atMost(PATIENCE)
                .until(
                        () -> tmux("display-message", "-p", "-t", "=agent:", "#{pane_dead}")
                                .strip(),
                        "1"::equals);
    }

    /** Ends the session, so that another can be started in this directory. */
    void end() {
        tmux("kill-session", "-t", "=agent");
    }

    @Override
    public void close() {
        if (isHeld) {
            run(List.of("tmux", "-S", socket(), "kill-server"), "");
        }
        // Agents and their hooks write into the directory to their last moment.
        var name = directory.toString();
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").contains(name)));
    }

    private String socket() {
        return directory.resolve("tmux").toString();
    }

    private String tmux(String... arguments) {
        var command = new ArrayList<>(List.of("tmux", "-S", socket()));
        command.addAll(List.of(arguments));
        return run(command, "");
    }

    private static String run(List<String> command, String input) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
