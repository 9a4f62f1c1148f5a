package dev.tagma.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A person's own tmux with a shell in it, of which Tagma knows nothing. */
final class Desk implements AutoCloseable {

    private static final String NAME = "desk";

    private final Path socket;

    Desk(Path socket, Path directory, Map<String, String> environment) throws IOException {
        this.socket = socket;
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("TERM=xterm-256color", "PS1=$ "));
        command.addAll(List.of("tmux", "-u", "-f", "/dev/null", "-S", socket.toString(), "new-session", "-d"));
        command.addAll(List.of("-s", NAME, "-x", "100", "-y", "30", "-c", directory.toString(), "/bin/sh"));
        TmuxServers.run(command);
    }

    Path socket() {
        return socket;
    }

    Person person() {
        return new Person(socket, NAME);
    }

    /** Has the shell run this, without waiting for it. By a file: a terminal takes no line that is so long. */
    void run(List<String> words) throws IOException {
        String line = words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "exec ", "\n"));
        Path script = Files.writeString(Path.of(socket + "-runs"), line);
        person().type("/bin/sh '" + script + "'");
        person().press("Enter");
    }

    String tmux(String... words) {
        return TmuxServers.say(socket, words);
    }

    @Override
    public void close() throws IOException {
        TmuxServers.run(List.of("tmux", "-S", socket.toString(), "kill-server"));
    }
}
