package dev.tagma.e2e;

import dev.tagma.adapters.runtime.tmux.TmuxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tmux server that a state directory has for itself. */
final class TmuxServers {

    private TmuxServers() {}

    static Path socket(Path state, Map<String, String> environment) {
        return TmuxSettings.socketFor(
                state, Optional.empty(), Path.of("/tmp"), environment.getOrDefault("USER", "root"));
    }

    /** What the server at that socket says to a command, which must succeed. */
    static String say(Path socket, String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** The server that runs there now. */
    static ProcessHandle server(Path state, Map<String, String> environment) {
        String pid = say(socket(state, environment), "display-message", "-p", "#{pid}");
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    static void killAllOf(Path state, Map<String, String> environment) throws IOException {
        Path socket = socket(state, environment);
        if (Files.exists(socket)) {
            run(List.of("tmux", "-S", socket.toString(), "kill-server"));
        }
    }

    /** Runs tmux on that server and waits for it. */
    static void run(List<String> command) throws IOException {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
