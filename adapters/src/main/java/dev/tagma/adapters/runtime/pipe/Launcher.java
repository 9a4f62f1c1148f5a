package dev.tagma.adapters.runtime.pipe;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.exec.ServiceScope;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a program in a session of its own, with the shell that feeds it and notes how it ended. */
final class Launcher {

    private static final String SCRIPT = script();

    /** The program that leaves a service's control group is told by this where the user's manager is. */
    private static final String RUNTIME_DIRECTORY = "XDG_RUNTIME_DIR";

    private final Map<String, String> environment;
    private final ServiceScope scope;
    private final Duration patience;

    /**
     * @param environment the daemon's, in which its tools are found
     * @param patience a program that has not begun to run by then is given up
     */
    Launcher(Map<String, String> environment, Duration patience) {
        this.patience = patience;
        this.environment = Map.copyOf(environment);
        this.scope = new ServiceScope(
                Optional.ofNullable(environment.get(RUNTIME_DIRECTORY))
                        .filter(path -> path.startsWith("/"))
                        .map(Path::of),
                Path.of("/proc/self/cgroup"),
                Path.of("/usr/bin/systemd-run"));
    }

    void requireRunnable(ProcessSpec spec) {
        String program = spec.command().getFirst();
        if (!Files.isDirectory(spec.directory())) {
            throw new TerminalException("The directory " + spec.directory() + " does not exist", false);
        }
        if (Executables.find(program, spec.environment(), spec.directory()).isEmpty()) {
            throw new TerminalException(
                    "There is no program '" + program + "' that could be run; PATH is "
                            + spec.environment().getOrDefault("PATH", "not set"),
                    false);
        }
    }

    /** Returns when the program is about to run; its pid is noted then. */
    void launch(Place place, ProcessSpec spec) throws IOException {
        List<String> command = new ArrayList<>(scope.prefix().orElse(List.of()));
        command.addAll(List.of(
                tool("setsid"),
                "/bin/sh",
                "-c",
                SCRIPT,
                "tagma-pipe",
                place.directory().toString(),
                tool("tail")));
        command.addAll(spec.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(spec.directory().toFile());
        builder.environment().clear();
        scope.way().ifPresent(directory -> builder.environment().put(RUNTIME_DIRECTORY, directory.toString()));
        builder.environment().putAll(spec.environment());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(place.output(Output.ERRORS).toFile()));
        Process launched = builder.start();
        if (!"started".equals(firstWord(launched))) {
            throw new IOException("its launcher ended at once: "
                    + Files.readString(place.output(Output.ERRORS)).strip());
        }
    }

    /** What hangs in between, a file system or the user's manager, would hang whoever waits for it. */
    private String firstWord(Process launched) throws IOException {
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread _ = Thread.ofPlatform().daemon().name("launching").start(() -> {
            try (BufferedReader says = launched.inputReader(StandardCharsets.UTF_8)) {
                said.complete(Objects.requireNonNullElse(says.readLine(), ""));
            } catch (IOException broken) {
                said.completeExceptionally(broken);
            }
        });
        try {
            return said.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            end(launched);
            throw new TerminalException(
                    "The program did not begin to run within " + patience.toSeconds() + " s; see what hinders "
                            + launched.info().command().orElse("its launcher"),
                    true);
        } catch (ExecutionException broken) {
            throw new IOException("its launcher cannot be heard: " + broken.getCause(), broken);
        } catch (InterruptedException cancelled) {
            end(launched);
            Thread.currentThread().interrupt();
            throw new IOException("it was cancelled", cancelled);
        }
    }

    private static void end(Process launched) {
        launched.descendants().forEach(ProcessHandle::destroyForcibly);
        Process _ = launched.destroyForcibly();
    }

    private String tool(String name) {
        return Executables.find(name, environment, Path.of("/"))
                .map(Path::toString)
                .orElseThrow(() -> new TerminalException(
                        "'" + name + "' was not found, and agents that speak a protocol are run with it; install it",
                        false));
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(Launcher.class.getResourceAsStream("detached.sh"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException("The launcher cannot be read: " + broken, broken);
        }
    }
}
