package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.HttpResponse;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Scenarios of one theme with one daemon: what has no command is asked for over HTTP, and a person's hands are tmux's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
abstract class LiveScenarios {

    private Stage stage;

    abstract World world();

    @BeforeAll
    final void raise() throws IOException, InterruptedException {
        stage = new Stage(world());
    }

    @AfterAll
    final void strike() throws IOException {
        stage.close();
    }

    final Stage stage() {
        return stage;
    }

    /** Does something to a session that must succeed; returns what the daemon says. */
    final Json post(String session, String verb, String body) {
        return postTo("/v1/sessions/" + session + "/" + verb, body);
    }

    final Json postTo(String target, String body) {
        return JsonText.parse(exchange(new HttpRequest("POST", target, Map.of(), new byte[0]).withJson(body)));
    }

    final String get(String session, String part) {
        return exchange(new HttpRequest("GET", "/v1/sessions/" + session + "/" + part, Map.of(), new byte[0]));
    }

    private String exchange(HttpRequest request) {
        HttpResponse response =
                new UnixHttp(stage.home().socket()).exchange(request, Deadline.after(Duration.ofSeconds(60)));
        assertThat(response.status())
                .as("%s %s: %s", request.method(), request.target(), response.text())
                .isBetween(200, 299);
        return response.text();
    }

    /** A person writes this at the terminal and presses the enter key. */
    final void typeAndEnter(String session, String text) throws IOException, InterruptedException {
        tmux("send-keys", "-t", pane(session), "-l", "--", text);
        eventually(() ->
                assertThat(tmux("capture-pane", "-p", "-t", pane(session))).contains(text));
        // The menu of commands that a slash opens swallows a key that comes while it is drawn.
        Awaitility.await()
                .pollDelay(Duration.ofMillis(500))
                .until(() -> tmux("capture-pane", "-p", "-t", pane(session)).contains(text));
        press(session, "Enter");
    }

    final void press(String session, String key) throws IOException, InterruptedException {
        tmux("send-keys", "-t", pane(session), key);
    }

    /** The agent's process. */
    final ProcessHandle agent(String session) throws IOException, InterruptedException {
        String pid = tmux("display-message", "-p", "-t", pane(session), "#{pane_pid}");
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /** What tmux calls the session's terminal. */
    final String pane(String session) {
        String id = field(session, "id");
        return "=" + session + "-" + id.substring(id.length() - 6) + ":";
    }

    /** What tmux says on the session's server. */
    final String tmux(String... words) throws IOException, InterruptedException {
        Path socket = TmuxServers.socket(stage.home().state(), stage.environment());
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    /** Ends the tmux server as {@code kill -9} does. */
    final void killTmux() throws IOException, InterruptedException {
        ProcessHandle server = ProcessHandle.of(
                        Long.parseLong(tmux("display-message", "-p", "#{pid}").strip()))
                .orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
    }

    final String field(String session, String name) {
        return Stage.text(stage.show(session), name);
    }

    final void becomes(String session, String field, String value) {
        eventually(() -> assertThat(field(session, field)).isEqualTo(value));
    }

    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(45)).untilAsserted(assertion);
    }

    /** The session's prompts in the conversation, as the transcript has them. */
    final String said(String session) {
        return get(session, "transcript?limit=200");
    }
}
