package dev.tagma.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.testkit.model.RecordedRequest.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The server's behaviour over Anthropic Messages, the protocol of Claude Code. */
class FakeModelTest {

    private final FakeModel model = FakeModel.start();
    private final Client client = new Client(model);
    private final ArrayNode messages = Json.array();
    private final ArrayNode tools = Json.array(Json.object("name", "Placeholder"));

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aReleaseBeforeTheWaitIsRemembered() throws Exception {
        model.release("early");

        assertThat(say("WAIT early\nSAY after")).contains("waiting for early after");
    }

    @Test
    void aWaitHoldsTheReplyUntilItsRelease() throws Exception {
        user("WAIT late\nSAY after");
        var reply = client.postLater("/v1/messages", body());
        model.awaitWaiting("late");

        assertThat(model.waiting()).containsExactly("late");
        assertThat(reply).isNotDone();

        model.release("late");

        assertThat(text(reply.get(30, TimeUnit.SECONDS))).contains("after");
        assertThat(model.waiting()).isEmpty();
    }

    @Test
    void oneReleaseLetsOneWaitPassAndAnOpenGateAll() throws Exception {
        user("WAIT gate");
        var first = client.postLater("/v1/messages", body());
        var second = client.postLater("/v1/messages", body());
        await().until(() -> model.waiting().size() == 2);

        model.release("gate");

        assertThat(model.waiting()).containsExactly("gate");

        model.open("gate");

        assertThat(text(first.get(30, TimeUnit.SECONDS))).contains("Done.");
        assertThat(text(second.get(30, TimeUnit.SECONDS))).contains("Done.");
        assertThat(text(client.post("/v1/messages", body()))).contains("Done.");
    }

    @Test
    void aWaitingClientThatGoesAwayIsForgotten() throws Exception {
        user("WAIT gone");
        var reply = client.postLater("/v1/messages", Json.with(body(), "stream", true));
        model.awaitWaiting("gone");

        reply.cancel(true);

        await().until(() -> model.waiting().isEmpty());
    }

    @Test
    void failuresCountTheirTriesAndThenTheScriptGoesOn() throws Exception {
        user("FAIL 529 2\nSAY at last");

        assertThat(ask().statusCode()).isEqualTo(529);
        assertThat(ask().body()).contains("overloaded_error");
        assertThat(text(ask())).isEqualTo("at last");
    }

    @Test
    void failuresThatATestAsksForComeFirst() throws Exception {
        model.failNext(500, 1);
        user("SAY hi");

        assertThat(ask().statusCode()).isEqualTo(500);
        assertThat(text(ask())).isEqualTo("hi");
    }

    @Test
    void aUsageLimitTellsWhenItEnds() throws Exception {
        user("LIMIT 600");

        var refused = ask();

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("rate_limit_error");
        assertThat(refused.headers().firstValue("anthropic-ratelimit-unified-status"))
                .hasValue("rejected");
        assertThat(refused.headers()
                        .firstValueAsLong("anthropic-ratelimit-unified-reset")
                        .orElse(0))
                .isGreaterThan(System.currentTimeMillis() / 1000);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("600");
    }

    @Test
    void aDroppedStreamEndsWithoutItsEnd() {
        user("SAY half\nDROP");

        assertThatThrownBy(() -> client.post("/v1/messages", Json.with(body(), "stream", true)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void closingFreesAClientOfASilentModel() {
        user("HANG");
        var reply = client.postLater("/v1/messages", Json.with(body(), "stream", true));

        assertThatThrownBy(() -> {
                    model.awaitRequest(request -> request.newlySays("HANG"));
                    model.close();
                    reply.get(30, TimeUnit.SECONDS);
                })
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aTurnGoesOnWithTheToolsResult() throws Exception {
        tool("Bash", "command", "run_in_background");
        user("BG sleep 9");

        var call = content(ask()).path(0);

        assertThat(call.path("name").stringValue()).isEqualTo("Bash");
        assertThat(call.path("input")).isEqualTo(Json.object("command", "sleep 9", "run_in_background", true));

        messages.add(Json.object("role", "assistant", "content", Json.array(call)));
        messages.add(Json.object("role", "user", "content", Json.array(result(call, "started"))));

        assertThat(text(ask())).isEqualTo("Done. The tool answered: started");
    }

    @Test
    void aPlanIsWrittenWhereTheClientWantsItAndThenShown() throws Exception {
        tool("Write", "file_path", "content");
        user("PLAN one\\ntwo");
        messages.add(Json.object(
                "role",
                "system",
                "content",
                "You should create your plan at /my ü h/.claude/plans/calm-2-otter.md using it."));

        var calls = content(ask());

        assertThat(calls.path(0).path("input"))
                .isEqualTo(Json.object("file_path", "/my ü h/.claude/plans/calm-2-otter.md", "content", "one\ntwo\n"));
        assertThat(calls.path(1).path("name").stringValue()).isEqualTo("ExitPlanMode");
    }

    @Test
    void aTaskGoesToTheSubagentToolWhateverItIsCalled() throws Exception {
        tool("Agent", "description", "prompt", "subagent_type");
        user("TASK look around|SAY found it");

        var call = content(ask()).path(0);

        assertThat(call.path("input"))
                .isEqualTo(Json.object(
                        "prompt", "SAY found it",
                        "description", "look around",
                        "subagent_type", "general-purpose"));
    }

    @Test
    void whatIsMissingFromTheToolsIsSaid() throws Exception {
        assertThat(say("READ x")).contains("no tool for read among Placeholder");
    }

    @Test
    void sideJobsDoNotTouchTheScript() throws Exception {
        var schema = Json.object("properties", Json.object("title", Json.object("type", "string")));
        var asked = Json.with(body("SAY never"), "output_config", Json.object("format", Json.object("schema", schema)));

        assertThat(text(client.post("/v1/messages", asked)))
                .as("with the tools that it lends for it")
                .isEqualTo("{\"title\":\"Fake title\"}");
        asked.remove("tools");
        assertThat(text(client.post("/v1/messages", asked))).isEqualTo("{\"title\":\"Fake title\"}");

        assertThat(model.requests()).extracting(RecordedRequest::kind).containsOnly(Kind.SIDE);
        assertThat(model.countNewlySaying("SAY never")).isZero();
    }

    @Test
    void aSummaryIsAlwaysTheSame() throws Exception {
        assertThat(say("CRITICAL: Respond with TEXT ONLY. An <analysis> and a <summary> of SAY hi"))
                .contains("<summary>")
                .doesNotContain("You said");
        assertThat(model.requests().getFirst().kind()).isEqualTo(Kind.SUMMARY);
    }

    @Test
    void aQueuedScriptStandsInForThePlainPromptToTheEndOfItsTurn() throws Exception {
        tool("Bash", "command");
        model.queue("BASH true\nSAY by the queue");
        user("please work");

        var call = content(ask()).path(0);
        messages.add(Json.object("role", "assistant", "content", Json.array(call)));
        messages.add(Json.object("role", "user", "content", Json.array(result(call, ""))));

        assertThat(text(ask())).isEqualTo("by the queue");
    }

    @Test
    void requestsTellWhatIsNewInThem() throws Exception {
        user("SAY one");
        var reply = content(ask());
        ask();
        messages.add(Json.object("role", "assistant", "content", reply));
        user("SAY two");
        ask();
        user("SAY one");
        ask();

        assertThat(model.countNewlySaying("SAY two")).isEqualTo(1);
        assertThat(model.requests().get(2).userTexts()).containsExactly("SAY one", "SAY two");
        assertThat(model.requests().get(2).newUserTexts()).containsExactly("SAY two");
        assertThat(model.requests().get(3).newUserTexts()).containsExactly("SAY one");
    }

    @Test
    void aRetryBringsNothingNew() throws Exception {
        user("FAIL 529 1\nSAY ok");
        ask();
        ask();

        assertThat(model.countNewlySaying("SAY ok")).isEqualTo(1);
    }

    @Test
    void aFailedTextThatIsGluedToTheNextIsOver() throws Exception {
        client.post("/v1/messages", body("FAIL 400"));
        var glued = Json.array(
                Json.object("type", "text", "text", "FAIL 400\n"), Json.object("type", "text", "text", "SAY on we go"));

        var answer = client.post(
                "/v1/messages",
                Json.with(body(), "messages", Json.array(Json.object("role", "user", "content", glued))));

        assertThat(text(answer)).isEqualTo("on we go");
        assertThat(model.requests().getLast().newUserTexts()).containsExactly("SAY on we go");
    }

    @Test
    void sessionsAreToldApart() throws Exception {
        for (var session : new String[] {"a", "b"}) {
            var user = Json.object("user_id", "{\"session_id\":\"%s\"}".formatted(session));
            client.post("/v1/messages", Json.with(body("FAIL 400"), "metadata", user));
        }

        assertThat(model.requests()).extracting(RecordedRequest::session).containsExactly("a", "b");
        assertThat(model.countNewlySaying("FAIL 400")).isEqualTo(2);
    }

    @Test
    void waitingForARequestThatNeverComesSaysWhatCame() throws Exception {
        say("SAY hi");

        assertThatThrownBy(() -> model.awaitRequest(request -> false, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SAY hi");
    }

    @Test
    void scriptsControlItOverHttpToo() throws Exception {
        client.control("queue", "WAIT x");
        client.control("release?name=x", "");
        client.control("fail?status=503&times=1", "");
        user("plain");

        assertThat(ask().statusCode()).isEqualTo(503);
        assertThat(text(ask())).contains("waiting for x");
        assertThat(client.control("requests", "").body()).contains("\"newUserTexts\":[\"plain\"]");
        assertThat(client.control("reset", "").statusCode()).isEqualTo(200);
        assertThat(client.control("nonsense", "").statusCode()).isEqualTo(404);
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void tokensAreCountedForWhoeverAsks() throws Exception {
        assertThat(client.post("/v1/messages/count_tokens", body("hi")).body()).startsWith("{\"input_tokens\":");
        assertThat(client.post("/v1beta/models/m:countTokens", body("hi")).body())
                .startsWith("{\"totalTokens\":");
    }

    @Test
    void aMegabyteIsTakenWhole() throws Exception {
        var long1 = "line\twith ünïcode and \"quotes\"\n".repeat(40_000);

        say(long1);

        assertThat(model.requests().getFirst().newUserTexts()).containsExactly(long1);
    }

    @Test
    void requestsAreWrittenToTheLog() throws Exception {
        var log = new StringWriter();
        try (var logged = FakeModel.start(0, Duration.ZERO, log)) {
            new Client(logged).post("/v1/messages", body("SAY logged"));
        }

        assertThat(Json.MAPPER
                        .readTree(log.toString())
                        .path("newUserTexts")
                        .path(0)
                        .stringValue())
                .isEqualTo("SAY logged");
    }

    private String say(String text) throws Exception {
        return text(client.post("/v1/messages", body(text)));
    }

    private void user(String text) {
        messages.add(Json.object("role", "user", "content", text));
    }

    private void tool(String name, String... properties) {
        var known = Json.object();
        for (var property : properties) {
            known.set(property, Json.object("type", "string"));
        }
        tools.add(Json.object("name", name, "input_schema", Json.object("properties", known)));
    }

    private ObjectNode body() {
        return Json.object("model", "m", "messages", messages, "tools", tools);
    }

    private ObjectNode body(String text) {
        var message = Json.object("role", "user", "content", text);
        return Json.object("model", "m", "messages", Json.array(message), "tools", tools);
    }

    private HttpResponse<String> ask() throws Exception {
        return client.post("/v1/messages", body());
    }

    private static JsonNode content(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body()).path("content");
    }

    private static String text(HttpResponse<String> response) {
        return Json.text(content(response)).strip();
    }

    private static JsonNode result(JsonNode call, String text) {
        return Json.object("type", "tool_result", "tool_use_id", call.path("id"), "content", text);
    }
}
