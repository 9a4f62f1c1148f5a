package dev.tagma.testkit.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a hook command. It is the leader of a session of its own, so that it outlives an agent that is killed, as it
 * does with the real one.
 */
final class HookRun {

    private final Process process;
    private final CompletableFuture<Optional<Tree>> answer;

    private HookRun(Process process, CompletableFuture<Optional<Tree>> answer) {
        this.process = process;
        this.answer = answer;
    }

    static HookRun start(HookCommand hook, String payload, Path cwd, Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder("setsid", "/bin/sh", "-c", hook.command());
            builder.directory(cwd.toFile());
            builder.environment().putAll(environment);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            var process = builder.start();
            var answer = new CompletableFuture<Optional<Tree>>();
            Thread.ofVirtual().name("hook " + hook.event()).start(() -> answer.complete(talk(process, payload)));
            var run = new HookRun(process, answer);
            var _ = answer.copy()
                    .orTimeout(hook.timeout().toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(_ -> {
                        run.end();
                        return Optional.empty();
                    });
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run the hook " + hook.command(), e);
        }
    }

    /** Waits for what the hook prints when it ends: a JSON object, or nothing that counts. */
    Optional<Tree> answer() throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a hook's answer cannot fail", e);
        }
    }

    /** Tells somebody of the answer when the hook has ended. */
    void whenEnded(Consumer<Optional<Tree>> listener) {
        var _ = answer.thenAccept(listener);
    }

    /** Asks it to end. */
    void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static Optional<Tree> talk(Process process, String payload) {
        try (var in = process.getOutputStream()) {
            in.write(payload.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It does not read its input: that is its own affair.
        }
        try {
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var answer = Json.read(printed);
            return process.waitFor() == 0 && answer.isObject() ? Optional.of(answer) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
