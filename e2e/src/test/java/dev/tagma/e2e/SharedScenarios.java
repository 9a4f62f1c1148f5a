package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Scenarios of one theme. They share a daemon; each has a session of its own, and words of its own to be found by. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class SharedScenarios {

    private Stage stage;

    abstract World world();

    /** Further lines of {@code config.yaml}. */
    String configuration() {
        return "";
    }

    @BeforeAll
    final void open() throws IOException, InterruptedException {
        stage = new Stage(world());
        stage.configure(configuration());
    }

    @AfterAll
    final void close() throws IOException {
        stage.close();
    }

    final Stage stage() {
        return stage;
    }

    final Person person(String session) {
        return stage.person(session);
    }

    final Path workspace(String session) {
        return Path.of(Stage.text(Stage.field(stage.show(session), "workspace"), "path"));
    }

    /** Waits for what is to become true; how long it may take is no part of any scenario. */
    static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(assertion);
    }

    final void eventuallyDoes(String session, String activity) {
        eventually(() -> assertThat(stage.activity(session)).isEqualTo(activity));
    }

    /** Waits until the session's turns are over. */
    final void settle(String session) {
        stage.ok("wait", session, "--timeout", "90");
    }

    final List<Json> data(String session, String type) {
        return stage.events(session).stream()
                .filter(event -> Stage.text(event, "type").equals(type))
                .map(event -> Stage.field(event, "data"))
                .toList();
    }

    final List<String> texts(String session, String type, String field) {
        return data(session, type).stream()
                .map(data -> Stage.text(data, field).strip())
                .toList();
    }

    static String path(String session, String verb) {
        return "/v1/sessions/" + session + "/" + verb;
    }

    /** What began each turn, in order. */
    final List<String> prompts(String session) {
        return texts(session, "turn.started", "prompt");
    }

    /** The requests of the session that are open. */
    final List<Json> open(String session) {
        return Stage.list(
                stage.http("GET", "/v1/sessions/" + session + "/requests", "").json(), "requests");
    }

    /** How each of the session's requests ended, in the order they ended. */
    final List<String> endings(String session) {
        return texts(session, "request.closed", "how");
    }

    final String messageId(Stage.Reply sent) {
        assertThat(sent.status()).as(sent.body()).isEqualTo(202);
        return Stage.text(sent.json(), "id");
    }

    /** Sends over HTTP, which takes milliseconds, and returns the message's id. */
    final String send(String session, String text, String mode) {
        return messageId(stage.http(
                "POST",
                "/v1/sessions/" + session + "/send",
                "{\"text\":" + Stage.quoted(text) + ",\"mode\":\"" + mode + "\"}"));
    }

    /** The states a message went through, each once, with the reason where it was held. */
    final List<String> states(String session, String message) {
        return data(session, "message.state").stream()
                .filter(data -> Stage.text(data, "message").equals(message))
                .map(data -> Stage.text(data, "held").isEmpty()
                        ? Stage.text(data, "state")
                        : "held: " + Stage.text(data, "held"))
                .toList();
    }

    /** What the conversation holds, in the words of that role. */
    final String transcript(String session, String role) {
        return stage.http("GET", "/v1/sessions/" + session + "/transcript?limit=200&role=" + role, "")
                .body();
    }
}
