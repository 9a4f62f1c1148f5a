package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.status.Evidence;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.request.RequestJson;
import dev.tagma.wire.request.RequestListJson;
import dev.tagma.wire.session.DiskUseJson;
import dev.tagma.wire.session.EvidenceJson;
import dev.tagma.wire.session.ExplanationJson;
import dev.tagma.wire.session.FactJson;
import dev.tagma.wire.session.RequestSummaryJson;
import dev.tagma.wire.session.StatusJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowTest extends CommandTest {

    private static final String EXPLAIN = "GET /v1/sessions/" + Samples.OTTER + "/explain";
    private static final String REQUEST = "01932d3c-9b11-7000-8000-0000000000bb";

    private static String explanation(String detail) {
        return Samples.json(new ExplanationJson(
                new StatusJson(
                        Lifecycle.LIVE,
                        Optional.of(Activity.IDLE),
                        "r",
                        Samples.NOW,
                        Confidence.HIGH,
                        "state-file",
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                List.of(new EvidenceJson(
                        Evidence.Role.DECIDES,
                        new FactJson(
                                Source.AGENT_STATE,
                                Question.TURN,
                                "idle",
                                Samples.NOW.minusSeconds(12),
                                Samples.NOW.minusSeconds(3),
                                "level",
                                Optional.empty(),
                                detail))),
                List.of(),
                Map.of(),
                List.of()));
    }

    @BeforeEach
    void aWorkspaceThatTakesSomething() {
        daemon.at(
                "GET /v1/sessions/" + Samples.OTTER + "/disk-use",
                Samples.json(new DiskUseJson(Optional.of(12_345_678L), Optional.of(Samples.NOW))));
    }

    @Test
    void showsWhatItDoesAndWhyThatIsBelieved() {
        daemon.at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at(EXPLAIN, explanation("status=idle"));

        Result result = run("show", "calm-otter").endsWith(0);

        assertThat(result.out()).isEqualTo("""
                        calm-otter  Fix the parser
                        status        idle
                        reason        the turn is over
                        since         12 s ago
                        founded       high confidence, rule state-file
                        evidence      decides: agent state says idle (status=idle), 3 s ago
                        turn          3, completed
                        agent         claude-code by terminal, mode plan
                        conversation  c0ffee
                        workspace     worktree /work trees/ü/calm-otter, branch tagma/calm-otter, from 0123456789ab
                        takes         12.3 MB
                        port          TAGMA_PORT_WEB=21000
                        sandbox       none: the agent can do whatever you can
                        group         team/api
                        tags          urgent
                        created       2 h ago
                        id            01932d3c-8a00-7000-8000-000000000001
                        """);
    }

    @Test
    void showsWhatItAsksAndHowToAnswer() {
        var request = new RequestSummaryJson(
                RequestId.parse(REQUEST),
                RequestKind.PERMISSION,
                "Run rm -rf build",
                Optional.of("Bash"),
                Request.Channel.NATIVE,
                false,
                Samples.NOW.minusSeconds(5));
        var session = Samples.sessionRecord(
                Samples.OTTER, "calm-otter", Lifecycle.LIVE, Optional.of(Activity.WAITING_PERMISSION), "asks");
        daemon.at("GET /v1/sessions/calm-otter", withRequest(Samples.json(session), Samples.json(request)));
        daemon.at(EXPLAIN, explanation(""));
        daemon.at(
                "GET /v1/sessions/" + Samples.OTTER + "/requests",
                Samples.json(new RequestListJson(List.of(new RequestJson(
                        RequestId.parse(REQUEST),
                        SessionId.parse(Samples.OTTER),
                        RequestKind.PERMISSION,
                        "Run rm -rf build",
                        Optional.of("Bash"),
                        JsonText.parse("{\"command\":\"rm -rf build\\n\\u001b[2Jecho done\"}"),
                        List.of(),
                        Request.Channel.NATIVE,
                        true,
                        Samples.NOW.minusSeconds(5),
                        Optional.empty(),
                        Optional.empty())))));

        Result result = run("show", "calm-otter").endsWith(0);

        assertThat(result.out())
                .contains("status        waits for permission\n")
                .endsWith("""

                        01932d3c-9b11  permission: Bash: Run rm -rf build  5 s ago
                            rm -rf build
                            \\x1b[2Jecho done
                          tagma approve calm-otter
                        """);
    }

    private static String withRequest(String session, String request) {
        return session.replace("\"openRequests\":[]", "\"openRequests\":[" + request + "]");
    }

    @Test
    void withinAPaneItShowsItsOwnSession() {
        environment.put("TAGMA_SESSION", Samples.OTTER);
        daemon.at("GET /v1/sessions/" + Samples.OTTER, Samples.idle(Samples.OTTER, "calm-otter"));

        Result result = run("show", "--json").endsWith(0);

        assertThat(result.out()).isEqualTo(Samples.idle(Samples.OTTER, "calm-otter") + "\n");
    }

    @Test
    void outsideOfAPaneASessionMustBeNamed() {
        run("show").fails(2, "no session is named: give its handle or id");
    }

    @Test
    void aSessionVariableThatIsNoneIsNotSent() {
        environment.put("TAGMA_SESSION", "a\r\nX-Evil: 1");

        run("show").fails(2, "TAGMA_SESSION 'a\\r\\nX-Evil: 1' is not a session's id: unset it");
    }

    @Test
    void whatAnAgentWroteCannotDriveTheTerminal() {
        daemon.at(
                "GET /v1/sessions/calm-otter",
                Samples.session(
                        Samples.OTTER,
                        "calm-otter",
                        Lifecycle.LIVE,
                        Activity.IDLE,
                        "evil \u001b]0;x\u0007 \u202e\u009b2J"));
        daemon.at(EXPLAIN, explanation("a\nb"));

        Result result = run("show", "calm-otter").endsWith(0);

        assertThat(result.out())
                .contains("reason        evil \\x1b]0;x\\x07 \\u202e\\x9b2J\n")
                .contains("(a\\nb)")
                .doesNotContain("\u001b", "\u0007", "\u202e", "\u009b");
    }

    @Test
    void jsonHoldsNoControlCharacterEither() {
        daemon.at(
                "GET /v1/sessions/calm-otter",
                Samples.session(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "\u001b \u009b \u007f"));

        Result result = run("show", "--json", "calm-otter").endsWith(0);

        assertThat(result.out()).contains("\\u001B", "\\u009b", "\\u007f").doesNotContain("\u009b", "\u007f");
        assertThat(text((dev.tagma.wire.json.Json.JsonObject) JsonText.parse(result.out()), "reason"))
                .isEqualTo("\u001b \u009b \u007f");
    }

    @Test
    void anAnswerOfAnotherVersionIsSaidToBeOne() {
        daemon.at("GET /v1/sessions/calm-otter", "{\"id\":\"x\"}");

        run("show", "calm-otter")
                .fails(
                        255,
                        "the daemon's answer lacks a text 'handle': it is of another version than this command; restart the"
                                + " daemon");
    }

    @Test
    void anAnswerThatIsNoJsonIsSaidToBeNone() {
        daemon.at("GET /v1/sessions/calm-otter", "<html>");

        Result result = run("show", "calm-otter").endsWith(255);

        assertThat(result.err())
                .startsWith("tagma: the daemon's answer cannot be read (")
                .hasLineCount(1);
    }

    @Test
    void aFailureOfTheDaemonIsNotOneOfTheConnection() {
        daemon.at("GET /v1/sessions/calm-otter", FakeDaemon.problem(500, "internal", "Tagma failed: see the log"));

        run("show", "calm-otter").fails(1, "Tagma failed: see the log");
    }

    @Test
    void anErrorWithoutReasonIsStillSaid() {
        daemon.at(
                "GET /v1/sessions/calm-otter",
                (asked, out) -> out.write("HTTP/1.1 502 Bad\r\nContent-Length: 4\r\n\r\noops"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

        run("show", "calm-otter").fails(1, "the daemon answered with status 502 and no reason; see its log");
    }

    @Test
    void jsonFailuresAreTheDaemonsProblem() {
        daemon.at("GET /v1/sessions/calm", FakeDaemon.problem(409, "ambiguous", "fits two", "calm-otter", "calm-owl"));

        Result result = run("show", "calm", "--json").endsWith(1);

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo(
                        "{\"type\":\"https://tagma.dev/problems/ambiguous\",\"title\":\"T\",\"status\":409,\"detail\":\"fits"
                                + " two\",\"code\":\"ambiguous\",\"instance\":\"/\",\"candidates\":[\"calm-otter\",\"calm-owl\"]}\n");
    }

    @Test
    void jsonFailuresOfTheCommandHaveTheSameForm() {
        Result result = run("--json", "show", "a b").endsWith(2);

        assertThat(result.err())
                .isEqualTo(
                        "{\"type\":\"https://tagma.dev/problems/usage\",\"title\":\"The command line is not as it must"
                                + " be\",\"status\":0,\"detail\":\"session 'a b' is not a name: handles and ids are letters, digits"
                                + " and hyphens\",\"code\":\"usage\",\"instance\":null,\"candidates\":[]}\n");
    }
}
