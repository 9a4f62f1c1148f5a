package dev.tagma.e2e.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A terminal of that size on a tmux server of its own. */
final class Pane implements AutoCloseable {

    private static final String NAME = "stage";

    /** One look at it: all of this was so at the same moment. */
    record Look(int column, int row, boolean cursor, boolean alternate, boolean dead, String title, String ansi) {

        /** The rows without their colours. */
        String text() {
            return ansi.replaceAll("\u001b\\[[0-9;]*m", "")
                    .lines()
                    .map(String::stripTrailing)
                    .reduce("", (all, row) -> all + row + "\n");
        }
    }

    private final Path socket;

    private Pane(Path socket) {
        this.socket = socket;
    }

    /** Starts a program in it, with these variables and no others. */
    static Pane start(Path socket, Size size, Path directory, Map<String, String> environment, List<String> command) {
        Pane pane = new Pane(socket);
        List<String> words = new ArrayList<>(List.of("-f", "/dev/null", "start-server", ";"));
        words.addAll(List.of("set-option", "-g", "remain-on-exit", "on", ";"));
        words.addAll(List.of("set-option", "-g", "default-terminal", "tmux-256color", ";"));
        words.addAll(List.of("new-session", "-d", "-s", NAME, "-c", directory.toString()));
        words.addAll(List.of("-x", "" + size.columns(), "-y", "" + size.rows(), "env", "-i"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.add("TERM=tmux-256color");
        words.addAll(command);
        pane.tmux("", words);
        return pane;
    }

    /** Ends what a recording that was killed has left at that socket. */
    static void end(Path socket) throws IOException, InterruptedException {
        if (Files.exists(socket)) {
            new ProcessBuilder("tmux", "-S", socket.toString(), "kill-server")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    Look look() {
        String format = "#{cursor_x}\t#{cursor_y}\t#{cursor_flag}\t#{alternate_on}\t#{pane_dead}\t#{pane_title}";
        String said = tmux("", List.of("display-message", "-p", "-t", NAME, format, ";", "capture-pane", "-p", "-e"));
        int end = said.indexOf('\n');
        String[] head = said.substring(0, end).split("\t", 6);
        return new Look(
                Integer.parseInt(head[0]),
                Integer.parseInt(head[1]),
                head[2].equals("1"),
                head[3].equals("1"),
                head[4].equals("1"),
                head[5],
                said.substring(end + 1));
    }

    /** Keys by tmux's names for them. */
    void press(List<String> keys) {
        List<String> words = new ArrayList<>(List.of("send-keys", "-t", NAME));
        words.addAll(keys);
        tmux("", words);
    }

    void type(String text) {
        tmux("", List.of("send-keys", "-t", NAME, "-l", "--", text));
    }

    /** As one bracketed paste. */
    void paste(String text) {
        tmux(text, List.of("load-buffer", "-", ";", "paste-buffer", "-p", "-d", "-t", NAME));
    }

    private String tmux(String input, List<String> words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(words);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(input);
            }
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

    /** Ends the program and the server, and returns when the program writes no file any more. */
    @Override
    public void close() {
        String pid = tmux("", List.of("display-message", "-p", "-t", NAME, "#{pane_pid}"))
                .strip();
        Optional<ProcessHandle> program = ProcessHandle.of(Long.parseLong(pid));
        List<ProcessHandle> all = program.stream()
                .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
                .toList();
        tmux("", List.of("kill-server"));
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }
}
