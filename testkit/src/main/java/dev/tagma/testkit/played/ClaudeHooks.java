package dev.tagma.testkit.played;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hooks of Claude Code's settings, run as it runs them. */
final class ClaudeHooks {

    static final ClaudeHooks NONE = new ClaudeHooks(JsonMapper.shared().createObjectNode(), Optional.empty());

    private final JsonNode hooks;
    private final Optional<Path> events;
    private final List<Process> running = new CopyOnWriteArrayList<>();

    private ClaudeHooks(JsonNode hooks, Optional<Path> events) {
        this.hooks = hooks;
        this.events = events;
    }

    /** Those of the settings that a command line names. */
    static ClaudeHooks of(List<String> command) {
        Path settings = Path.of(command.get(command.indexOf("--settings") + 1));
        try {
            return new ClaudeHooks(
                    JsonMapper.shared().readTree(Files.readString(settings)).path("hooks"),
                    Optional.of(settings.resolveSibling("events")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Tells an event, and waits until it has been taken. */
    void tell(JsonNode event) {
        run(event).ifPresent(ClaudeHooks::output);
    }

    /** Tells an event; {@code answered} runs when an answer comes. */
    void ask(JsonNode event, Runnable answered) {
        run(event)
                .ifPresent(process -> Thread.ofVirtual().name("played-hook").start(() -> {
                    if (!output(process).isBlank()) {
                        answered.run();
                    }
                }));
    }

    private Optional<Process> run(JsonNode event) {
        JsonNode hook = hooks.path(event.path("hook_event_name").asString(""))
                .path(0)
                .path("hooks")
                .path(0);
        if (hook.isMissingNode()) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(
                            "/bin/sh", "-c", "exec " + hook.path("command").asString(""))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            running.add(process);
            CompletableFuture<Void> _ = process.onExit().thenRun(() -> running.remove(process));
            try (var in = process.getOutputStream()) {
                in.write(event.toString().getBytes(StandardCharsets.UTF_8));
            }
            return Optional.of(process);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException killed) {
            return "";
        }
    }

    /** Leaves something in the place of events that is none. */
    void litter() {
        events.ifPresent(directory -> {
            try {
                Files.writeString(directory.resolve("1700000000000000001-999999999.json"), "no JSON at all");
                Files.writeString(directory.resolve("litter"), "");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    /** They die with the program. */
    void kill() {
        running.forEach(Process::destroyForcibly);
    }
}
