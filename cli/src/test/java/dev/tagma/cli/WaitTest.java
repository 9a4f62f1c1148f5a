package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.cli.fake.UnixServer;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTest extends CommandTest {

    private static final String WAIT_OTTER = "GET /v1/sessions/" + Samples.OTTER + "/wait";
    private static final String WAIT_OWL = "GET /v1/sessions/" + Samples.OWL + "/wait";

    private final CountDownLatch never = new CountDownLatch(1);

    @BeforeEach
    void twoSessions() {
        daemon.at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at("GET /v1/sessions/owl", Samples.idle(Samples.OWL, "owl"));
    }

    private static String is(String id, String handle, Lifecycle lifecycle, Activity activity, String reason) {
        return Samples.waited(true, Samples.session(id, handle, lifecycle, activity, reason));
    }

    private UnixServer.Behaviour neverAnswers() {
        return (asked, out) -> never.await();
    }

    @Test
    void saysWhatEachIs() {
        daemon.at(WAIT_OTTER, is(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "the turn is over"));
        daemon.at(WAIT_OWL, is(Samples.OWL, "owl", Lifecycle.LIVE, Activity.WAITING_PERMISSION, "asks for Bash"));

        Result result = run("wait", "calm-otter", "owl").endsWith(0);

        assertThat(result.out().lines())
                .containsExactlyInAnyOrder(
                        "calm-otter  idle  the turn is over", "owl         waits for permission  asks for Bash");
    }

    @ParameterizedTest
    @CsvSource({"STOPPED,0", "FAILED,1", "LOST,1"})
    void onlyABadEndIsAFailure(Lifecycle end, int exit) {
        daemon.at(WAIT_OTTER, is(Samples.OTTER, "calm-otter", end, null, "because"));

        Result result = run("wait", "calm-otter").endsWith(exit);

        assertThat(result.out())
                .isEqualTo("calm-otter  " + end.name().toLowerCase(java.util.Locale.ROOT) + "  because\n");
    }

    @Test
    void aTurnThatFailedIsAFailure() {
        daemon.at(WAIT_OTTER, is(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.ERROR, "API error 400"));

        assertThat(run("wait", "calm-otter").endsWith(1).out()).isEqualTo("calm-otter  error  API error 400\n");
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE,IDLE,'calm-otter  idle  because; a message is not delivered, tagma show calm-otter says why'",
        "STOPPED,,'calm-otter  stopped  because; a message is not delivered, tagma start calm-otter'"
    })
    void restWithAMessageThatIsHeldIsAFailure(Lifecycle lifecycle, @Nullable Activity activity, String line) {
        String rest = is(Samples.OTTER, "calm-otter", lifecycle, activity, "because");
        assertThat(rest).contains("\"queued\":0");
        daemon.at(WAIT_OTTER, rest.replace("\"queued\":0", "\"queued\":1"));

        assertThat(run("wait", "calm-otter").endsWith(1).out()).isEqualTo(line + "\n");
    }

    @Test
    void asksAgainUntilItIsOver() {
        String working = Samples.session(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.WORKING, "a turn runs");
        daemon.inTurn(
                WAIT_OTTER,
                FakeDaemon.json(Samples.waited(false, working)),
                FakeDaemon.json(Samples.waited(false, working)),
                FakeDaemon.json(is(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "over")));

        assertThat(run("wait", "calm-otter").endsWith(0).out()).isEqualTo("calm-otter  idle  over\n");
    }

    @Test
    void anyEndsWithTheFirst() {
        daemon.at(WAIT_OTTER, neverAnswers());
        daemon.at(WAIT_OWL, is(Samples.OWL, "owl", Lifecycle.LIVE, Activity.IDLE, "over"));

        assertThat(run("wait", "--any", "calm-otter", "owl").endsWith(0).out()).isEqualTo("owl         idle  over\n");
    }

    @Test
    void whenTheTimeIsUpThoseThatAreNotOverAreNamed() {
        daemon.at(
                WAIT_OTTER,
                Samples.waited(
                        false,
                        Samples.session(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.WORKING, "a turn runs")));
        daemon.at(WAIT_OWL, is(Samples.OWL, "owl", Lifecycle.LIVE, Activity.IDLE, "over"));

        Result result = run("wait", "--timeout", "0", "calm-otter", "owl").endsWith(124);

        assertThat(result.out()).isEqualTo("owl         idle  over\n");
        assertThat(result.err()).isEqualTo("tagma: not over after 0 s: calm-otter working\n");
    }

    @Test
    void aSessionThatIsRemovedMeanwhileIsOver() {
        daemon.at(WAIT_OTTER, FakeDaemon.problem(404, "not_found", "gone"));

        assertThat(run("wait", "calm-otter").endsWith(0).out()).isEqualTo("calm-otter  removed\n");
    }

    @Test
    void aMistypedNameIsSaidBeforeAnythingIsWaitedFor() {
        daemon.at("GET /v1/sessions/olw", FakeDaemon.problem(404, "not_found", "There is no session 'olw'", "owl"));

        run("wait", "calm-otter", "olw").fails(1, "There is no session 'olw' (owl)");

        assertThat(daemon.asked("GET", "/v1/sessions/" + Samples.OTTER + "/wait"))
                .isEmpty();
    }

    @Test
    void theSameSessionTwiceIsWaitedForOnce() {
        daemon.at("GET /v1/sessions/calm", Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at(WAIT_OTTER, is(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "over"));

        assertThat(run("wait", "calm", "calm-otter").endsWith(0).out().lines()).hasSize(1);
    }

    @Test
    void jsonIsOneLineForEachSession() {
        daemon.at(WAIT_OTTER, Samples.waited(true, Samples.idle(Samples.OTTER, "calm-otter")));

        Result result = run("wait", "--json", "calm-otter").endsWith(0);

        assertThat(result.out()).isEqualTo(Samples.idle(Samples.OTTER, "calm-otter") + "\n");
    }

    @Test
    void goesOnWhenTheDaemonIsStoppedAndComesBack() throws Exception {
        var waiting = new CountDownLatch(1);
        daemon.inTurn(
                WAIT_OTTER,
                (asked, out) -> {
                    waiting.countDown();
                    never.await();
                },
                FakeDaemon.json(is(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "over")));
        var result = CompletableFuture.supplyAsync(() -> run("wait", "calm-otter"));
        waiting.await();

        daemon.stop();
        daemon.startAgain();

        assertThat(result.join().endsWith(0).out()).isEqualTo("calm-otter  idle  over\n");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        run("wait", "--any", "--all", "calm-otter").fails(2, "--any and --all exclude each other: give one");
        run("wait", "--timeout", "-1", "calm-otter").fails(2, "--timeout '-1' is not a time: give seconds, 0 or more");
        run("wait", "calm-otter", "\u0007")
                .fails(2, "session '\\x07' is not a name: handles and ids are letters, digits and hyphens");
        assertThat(run("wait").endsWith(2).err()).contains("missing required parameter: 'ID'");
    }
}
