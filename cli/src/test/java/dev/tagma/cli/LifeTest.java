package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that begin and end agents and their turns. */
class LifeTest extends ConversationTest {

    private static final String STOP = "POST /v1/sessions/calm-otter/stop";
    private static final String WAIT = "GET " + OTTER + "/wait";
    private static final String INTERRUPT = "POST " + OTTER + "/interrupt";

    private static String is(Lifecycle lifecycle, Activity activity, String reason) {
        return Samples.session(Samples.OTTER, "calm-otter", lifecycle, activity, reason);
    }

    @Test
    void stopSaysThatTheAgentHasEnded() {
        daemon.at(STOP, is(Lifecycle.STOPPED, null, "stopped by cli:anna"));

        assertThat(run("stop", "calm-otter").endsWith(0).out()).isEqualTo("calm-otter  stopped  stopped by cli:anna\n");
    }

    @Test
    void anAgentThatDoesNotEndIsAFailure() {
        daemon.at(STOP, is(Lifecycle.STOPPING, null, "asked to end"));

        run("stop", "calm-otter").fails(1, "calm-otter is stopping still: asked to end; see tagma show calm-otter");
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromIt() {
        daemon.at("POST /v1/sessions/olw/stop", FakeDaemon.problem(404, "not_found", "There is no session 'olw'"))
                .at(STOP, is(Lifecycle.STOPPED, null, ""));

        Result result = run("stop", "olw", "calm-otter", "calm-otter").endsWith(1);

        assertThat(result.out()).isEqualTo("calm-otter  stopped\n");
        assertThat(result.err()).isEqualTo("tagma: There is no session 'olw'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "resume", "restart"})
    void startingWaitsUntilTheAgentIsUp(String verb) {
        daemon.at("POST /v1/sessions/calm-otter/" + verb, is(Lifecycle.PREPARING, null, ""))
                .at(WAIT, Samples.waited(true, Samples.idle(Samples.OTTER, "calm-otter")));

        assertThat(run(verb, "calm-otter").endsWith(0).err())
                .isEqualTo("calm-otter idle in /work trees/ü/calm-otter on branch tagma/calm-otter\n");
        assertThat(run(verb, "--json", "calm-otter").endsWith(0).out())
                .isEqualTo(Samples.idle(Samples.OTTER, "calm-otter") + "\n");
        assertThat(run(verb, "--no-wait", "--json", "calm-otter").endsWith(0).out())
                .isEqualTo(is(Lifecycle.PREPARING, null, "") + "\n");
    }

    @Test
    void anAgentThatDoesNotComeUpIsAFailure() {
        daemon.at("POST /v1/sessions/calm-otter/start", is(Lifecycle.PREPARING, null, ""))
                .at(WAIT, Samples.waited(true, is(Lifecycle.FAILED, null, "claude was not found")));

        run("start", "calm-otter")
                .fails(
                        1,
                        "calm-otter did not come up: claude was not found; its workspace is kept, see tagma show"
                                + " calm-otter");
    }

    @Test
    void whatRunsAlreadyIsNotStarted() {
        daemon.at(
                "POST /v1/sessions/calm-otter/start",
                FakeDaemon.problem(409, "conflict", "Session calm-otter is live already"));

        run("start", "calm-otter").fails(1, "Session calm-otter is live already");
    }

    /** The connection is cut after the daemon has begun: what it says then is our own success. */
    @Test
    void aStartWhoseAnswerWasCutOffIsASuccess() {
        daemon.inTurn(
                        "POST /v1/sessions/calm-otter/start",
                        FakeDaemon.cut(),
                        FakeDaemon.problem(409, "conflict", "Session calm-otter is starting already"))
                .at(WAIT, Samples.waited(true, Samples.idle(Samples.OTTER, "calm-otter")));

        run("start", "calm-otter").endsWith(0);
    }

    @Test
    void interruptSaysHowTheTurnEnded() {
        daemon.at(INTERRUPT, (asked, out) -> {
            feed.turnEnded(3, "interrupted");
            FakeDaemon.json(is(Lifecycle.LIVE, Activity.WORKING, "a turn runs")).answer(asked, out);
        });

        assertThat(run("interrupt", "calm-otter").endsWith(0).out()).isEqualTo("calm-otter  turn 3 interrupted\n");
    }

    @Test
    void interruptingAsJsonGivesTheSession() {
        daemon.at(INTERRUPT, (asked, out) -> {
            feed.turnEnded(3, "interrupted");
            FakeDaemon.json(is(Lifecycle.LIVE, Activity.WORKING, "a turn runs")).answer(asked, out);
        });

        assertThat(run("interrupt", "--json", "calm-otter").endsWith(0).out())
                .isEqualTo(Samples.idle(Samples.OTTER, "calm-otter") + "\n");
    }

    @Test
    void aTurnThatDoesNotEndIsSaidToGoOn() {
        daemon.at(INTERRUPT, is(Lifecycle.LIVE, Activity.WORKING, "a turn runs"));
        becomes(Lifecycle.LIVE, Activity.WORKING, "a turn runs");

        run("interrupt", "--timeout", "0.2", "calm-otter")
                .fails(
                        124,
                        "calm-otter was told to stop, and its turn is not over after 0.2 s: it is working (a turn runs)");
    }

    @Test
    void withoutARunningTurnThereIsNothingToInterrupt() {
        daemon.at(INTERRUPT, FakeDaemon.problem(409, "conflict", "Session calm-otter has no running turn to stop"));

        run("interrupt", "calm-otter").fails(1, "Session calm-otter has no running turn to stop");
    }

    @Test
    void aForkIsNewAndTakesWhatIsSaid() {
        daemon.at(
                        "POST /v1/sessions/calm-otter/fork",
                        Samples.session(Samples.OWL, "owl", Lifecycle.REQUESTED, null, ""))
                .at(
                        "GET /v1/sessions/" + Samples.OWL + "/wait",
                        Samples.waited(true, Samples.idle(Samples.OWL, "owl")));

        Result result = run("fork", "calm-otter", "--handle", "owl", "--prompt", "go on")
                .endsWith(0);

        assertThat(result.out()).isEqualTo("owl\n");
        var sent = sent("POST", "/v1/sessions/calm-otter/fork");
        assertThat(text(sent, "handle")).isEqualTo("owl");
        assertThat(text(sent, "prompt")).isEqualTo("go on");
        assertThat(sent.member("path")).isEmpty();
        assertThat(sent.member("agent")).isEmpty();
    }

    @Test
    void aHandoffSaysWhatWentOverAndWhatDidNot() {
        daemon.at(
                        "POST /v1/sessions/calm-otter/handoff",
                        "{\"from\":" + Samples.idle(Samples.OTTER, "calm-otter") + ",\"to\":"
                                + Samples.session(Samples.OWL, "owl", Lifecycle.REQUESTED, null, "")
                                + ",\"carried\":[\"the workspace /w\"],\"lost\":[\"what it thought\"]}")
                .at(
                        "GET /v1/sessions/" + Samples.OWL + "/wait",
                        Samples.waited(true, Samples.idle(Samples.OWL, "owl")));

        Result result = run("handoff", "calm-otter", "--to", "codex", "--mode", "read-only", "--interrupt")
                .endsWith(0);

        assertThat(result.out()).isEqualTo("owl\n");
        assertThat(result.err()).contains("carried the workspace /w\n", "lost    what it thought\n");
        var sent = sent("POST", "/v1/sessions/calm-otter/handoff");
        assertThat(text(sent, "agent")).isEqualTo("codex");
        assertThat(text(sent, "mode")).isEqualTo("read_only");
        assertThat(sent.member("interrupt")).contains(dev.tagma.wire.json.Json.of(true));
        assertThat(sent.member("model")).isEmpty();
    }

    @Test
    void withinAnAgentsPaneItsOwnSessionIsMeant() {
        environment.put("TAGMA_SESSION", Samples.OTTER);
        daemon.at("POST " + OTTER + "/fork", Samples.idle(Samples.OWL, "owl"))
                .at("POST " + OTTER + "/stop", is(Lifecycle.STOPPED, null, ""));

        assertThat(run("fork", "-q", "--no-wait").endsWith(0).out()).isEqualTo("owl\n");
        assertThat(run("stop").endsWith(0).out()).isEqualTo("calm-otter  stopped\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "start", "restart", "resume", "interrupt", "fork"})
    void outsideOfOneASessionMustBeNamed(String command) {
        run(command).fails(2, "no session is named: give its handle or id");
        run(command, "a/../b")
                .fails(2, "session 'a/../b' is not a name: handles and ids are letters, digits and hyphens");
        run(command, "").fails(2, "session '' is not a name: handles and ids are letters, digits and hyphens");
        assertThat(run(command, "x".repeat(5000)).endsWith(2).err()).hasSizeLessThan(250);
        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void whatIsNoTimeIsRefused() {
        run("interrupt", "--timeout", "soon", "calm-otter")
                .fails(2, "--timeout 'soon' is not a time: give seconds, 0 or more");
        run("start", "--timeout", "-3", "calm-otter").fails(2, "--timeout '-3' is not a time: give seconds, 0 or more");
    }
}
