package dev.tagma.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A person at the terminal of one session: types into its pane and sees what it shows, past Tagma. */
final class Person {

    private final Path socket;
    private final String pane;

    /** @param name the name of the session's tmux session */
    Person(Path socket, String name) {
        this.socket = socket;
        this.pane = "=" + name + ":";
    }

    /** Types characters one by one. */
    void type(String text) {
        tmux("send-keys", "-t", pane, "-l", "--", text);
    }

    /** Presses a key by tmux's name for it: {@code Enter}, {@code Escape}, {@code C-u}. */
    void press(String key) {
        tmux("send-keys", "-t", pane, key);
    }

    String screen() {
        return tmux("capture-pane", "-p", "-t", pane);
    }

    /** The process of the agent. */
    ProcessHandle agent() {
        String pid = tmux("display-message", "-p", "-t", pane, "#{pane_pid}").strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private String tmux(String... words) {
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
}
