package dev.tagma.e2e;

import dev.tagma.adapters.runtime.tmux.TmuxSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** The server that runs there now. */
    static ProcessHandle server(Path state, Map<String, String> environment) throws IOException {
        Process asked = new ProcessBuilder(
                        "tmux", "-S", socket(state, environment).toString(), "display-message", "-p", "#{pid}")
                .start();
        String pid = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
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
