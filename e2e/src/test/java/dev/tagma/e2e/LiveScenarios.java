package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Scenarios of one theme. They share a daemon; each has a session of its own, and words of its own to be found by. What has
 * no command is asked for over HTTP.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class LiveScenarios {

    private Stage stage;

    abstract World world();

    /** What starts the agent in place of Tagma; nothing unless a scenario says so. */
    List<String> wrapper() throws IOException {
        return List.of();
    }

    /** Further lines of {@code config.yaml}. */
    String configuration() {
        return "";
    }

    @BeforeAll
    final void raise() throws IOException, InterruptedException {
        stage = new Stage(world());
        stage.configure(wrapper(), configuration());
    }

    @AfterAll
    final void strike() throws IOException {
        stage.close();
    }

    final Stage stage() {
        return stage;
    }

    final Person person(String session) {
        return stage.person(session);
    }

    final Path workspace(String session) {
        return stage.workspace(session);
    }

    /** What tmux says on the sessions' server. */
    final String tmux(String... words) {
        return TmuxServers.say(TmuxServers.socket(stage.home().state(), stage.environment()), words);
    }

    /** Ends the tmux server as {@code kill -9} does. */
    final void killTmux() throws IOException {
        ProcessHandle server = TmuxServers.server(stage.home().state(), stage.environment());
        server.destroyForcibly();
        server.onExit().join();
    }

    /** Waits for what is to become true; how long it may take is no part of any scenario. */
    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(45)).untilAsserted(assertion);
    }

    final String field(String session, String name) {
        return Stage.text(stage.show(session), name);
    }

    final void becomes(String session, String field, String value) {
        eventually(() -> assertThat(field(session, field)).isEqualTo(value));
    }

    /** Waits until the session's turns are over. */
    final void settle(String session) {
        stage.ok("wait", session, "--timeout", "90");
    }

    /** Waits until what a person did at the terminal has closed every request, and the session's turns are over. */
    final void settleAfterPerson(String session) {
        eventually(() -> assertThat(open(session)).isEmpty());
        settle(session);
    }

    static String path(String session, String part) {
        return "/v1/sessions/" + session + "/" + part;
    }

    /** Does something to a session that must succeed; returns what the daemon says. */
    final Json post(String session, String verb, String body) {
        return postTo(path(session, verb), body);
    }

    final Json postTo(String target, String body) {
        return succeeded(stage.http("POST", target, body)).json();
    }

    final String get(String session, String part) {
        return succeeded(stage.http("GET", path(session, part), "")).body();
    }

    private static Stage.Reply succeeded(Stage.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        return reply;
    }

    /** Sends over HTTP, which takes milliseconds, and returns the message's id. */
    final String send(String session, String text, String mode) {
        return Stage.text(
                post(session, "send", "{\"text\":" + Stage.quoted(text) + ",\"mode\":\"" + mode + "\"}"), "id");
    }

    /** What the events of that type tell, in order. */
    final List<Json> data(String session, String type) {
        return stage.events(session).stream()
                .filter(event -> Stage.text(event, "type").equals(type))
                .map(event -> Stage.member(event, "data"))
                .toList();
    }

    final List<String> texts(String session, String type, String field) {
        return data(session, type).stream()
                .map(data -> Stage.text(data, field).strip())
                .toList();
    }

    /** The activities of a session on a machine that has too much to do: it may be a while until its sources agree. */
    final List<String> knownActivities(String session) {
        List<String> known = new ArrayList<>();
        for (String activity : stage().activities(session)) {
            if (!activity.equals("unknown")
                    && (known.isEmpty() || !known.getLast().equals(activity))) {
                known.add(activity);
            }
        }
        return known;
    }

    /** The states a message went through, with the reason in place of the state while it was held. */
    final List<String> states(String session, String message) {
        return data(session, "message.state").stream()
                .filter(data -> Stage.text(data, "message").equals(message))
                .map(data -> Stage.text(data, "held").isEmpty()
                        ? Stage.text(data, "state")
                        : "held: " + Stage.text(data, "held"))
                .toList();
    }

    /**
     * The session did this in this order and nothing else. A step that is over before anybody looks is not told, so work
     * between an answer and rest is not asked for; and on a busy machine one source may lag so far behind another that a step
     * is told twice. Rest never is.
     */
    final void itDid(String session, String... activities) {
        List<String> done = stage.activities(session);
        assertThat(done)
                .as(() -> stage.course(session))
                .containsSubsequence(activities)
                .containsOnly(activities)
                .startsWith(activities[0])
                .endsWith(activities[activities.length - 1]);
        assertThat(Collections.frequency(done, "idle"))
                .as(() -> stage.course(session))
                .isEqualTo(Collections.frequency(List.of(activities), "idle"));
    }

    /** What the session's life came to, step by step. */
    final List<String> lifecycles(String session) {
        return texts(session, "session.lifecycle", "to");
    }

    /** How each turn that is over ended. */
    final List<String> outcomes(String session) {
        return texts(session, "turn.ended", "outcome");
    }

    /** The requests of the session that are open. */
    final List<Json> open(String session) {
        return Stage.list(stage.http("GET", path(session, "requests"), "").json(), "requests");
    }

    /** How each of the session's requests ended, in the order they ended. */
    final List<String> endings(String session) {
        return texts(session, "request.closed", "how");
    }

    /** The conversation, as the transcript has it. */
    final String said(String session) {
        return get(session, "transcript?limit=200");
    }

    /** What the conversation holds in the words of that role. */
    final String said(String session, String role) {
        return get(session, "transcript?limit=200&role=" + role);
    }
}
