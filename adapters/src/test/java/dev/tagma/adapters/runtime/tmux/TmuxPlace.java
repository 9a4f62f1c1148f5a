package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory with a tmux server of its own, for one test. */
final class TmuxPlace {

    /** The line language of the contract. */
    static final String LINES = """
            printf 'ready\\n'
            while IFS= read -r line; do
              case $line in
                'title '*) printf '\\033]2;%s\\007' "${line#title }" ;;
                'exit '*) exit "${line#exit }" ;;
                styles) printf '\\033[2mdim\\033[0m \\033[7mreverse\\033[0m \\033[1mbold\\033[0m plain\\n' ;;
                *) printf 'got: %s\\n' "$line" ;;
              esac
            done
            """;

    private final Path directory;
    private final TmuxSettings settings;

    TmuxPlace(Path directory) {
        this.directory = directory;
        this.settings = new TmuxSettings(
                "tmux", directory.resolve("s/t"), directory.resolve("state"), "boot-1", Optional.empty());
    }

    TmuxSettings settings() {
        return settings;
    }

    Path directory() {
        return directory;
    }

    TmuxRuntime open() {
        return new TmuxRuntime(settings);
    }

    TerminalSpec lineProgram() {
        return sh(LINES, "/bin/sh");
    }

    TerminalSpec sh(String script, String shell, String... arguments) {
        List<String> command = new ArrayList<>(List.of(shell, "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return new TerminalSpec(command, Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"), directory, 80, 24);
    }

    /** The process id of the server, as the note about it says. */
    long serverPid() throws IOException {
        return ServerProcess.parse(Files.readString(settings.serverNote()))
                .orElseThrow()
                .pid();
    }

    /** What tmux itself answers to a client of its own. */
    String ask(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("tmux", "-u", "-N", "-S", settings.socket().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        Process process = builder.start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return answer;
    }

    /** The process ids of all control clients. */
    List<Long> controlClients() throws IOException, InterruptedException {
        List<Long> clients = new ArrayList<>();
        for (String line : ask("list-clients", "-F", "#{client_pid}").strip().split("\n", -1)) {
            clients.add(Long.parseLong(line));
        }
        return clients;
    }

    /** The control client, found without asking the server. */
    long lastKnownClient() {
        String socket = settings.socket().toString();
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("-N -S " + socket + " -u -C"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    int pasteFiles() throws IOException {
        try (var files = Files.list(settings.directory())) {
            return (int) files.filter(file -> file.getFileName().toString().startsWith(TmuxRuntime.PASTE_PREFIX))
                    .count();
        }
    }

    void killServer() throws IOException, InterruptedException {
        ask("kill-server");
    }
}
