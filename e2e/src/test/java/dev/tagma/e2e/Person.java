package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A person at the terminal of one session: types into its pane and sees what it shows, past Tagma. */
final class Person {

    private final Path socket;
    private final String pane;

    /** @param name the name of the session's tmux session */
    Person(Path socket, String name) {
        this.socket = socket;
        this.pane = "=" + name + ":";
    }

    /** Types characters one by one and sees them appear. */
    void write(String text) {
        type(text);
        Awaitility.await().untilAsserted(() -> assertThat(screen()).contains(text));
    }

    /** Writes this and presses the enter key. */
    void enter(String text) {
        write(text);
        // The menu of commands that a slash opens swallows a key that comes while it is drawn.
        Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> screen().contains(text));
        press("Enter");
    }

    /** Sees a dialog with these words, and does not press a key in its first moment, which it swallows. */
    Person sees(String words) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(screen()).contains(words));
        Awaitility.await()
                .pollDelay(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(screen()).contains(words));
        return this;
    }

    /** Types characters that a dialog takes as keys. */
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

    /** The processes of all panes of the session. */
    List<String> processes() {
        return tmux("list-panes", "-s", "-t", pane, "-F", "#{pane_pid}").lines().toList();
    }

    /** The process of the agent. */
    ProcessHandle agent() {
        String pid = tmux("display-message", "-p", "-t", pane, "#{pane_pid}").strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private String tmux(String... words) {
        return TmuxServers.say(socket, words);
    }
}
