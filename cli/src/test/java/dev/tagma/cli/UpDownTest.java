package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.wire.daemon.HealthJson;
import dev.tagma.wire.session.SessionListJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpDownTest extends CommandTest {

    /** A process that ends at once, for whose end a command waits. */
    private static long ended() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static String health(long pid) {
        return Samples.json(
                new HealthJson("ok", Optional.of("0.1.0"), Optional.of(pid), Optional.of(Samples.NOW), Optional.of(2)));
    }

    @Test
    void upInTheBackgroundIsDoneWhereADaemonRuns() {
        daemon.at("GET /v1/health", health(4711));

        assertThat(run("up", "-d").endsWith(0).out()).isEqualTo("the daemon runs already (process 4711)\n");
        assertThat(run("up", "--detach", "--json").endsWith(0).out()).endsWith("\"started\":false}\n");
    }

    @Test
    void upSaysWhyADaemonDoesNotStart() throws IOException {
        daemon.stop();

        assertThat(run("up", "-d").endsWith(255).err()).contains("exit code 1 before it was ready");
        run("up").fails(1, "the daemon ended with exit code 1 before it was ready; it says why above");
    }

    @Test
    void downSaysHowManyAgentsLiveOn() throws Exception {
        long pid = ended();
        daemon.at(
                        "GET /v1/sessions",
                        Samples.json(new SessionListJson(List.of(Samples.sessionRecord(
                                Samples.OTTER, "calm-otter", Lifecycle.LIVE, Optional.empty(), "")))))
                .at("POST /v1/shutdown", "{\"pid\":" + pid + "}");

        assertThat(run("down").endsWith(0).out())
                .isEqualTo("the daemon (process " + pid + ") has ended; 1 agent lives on\n");
        assertThat(run("down", "--json").endsWith(0).out())
                .isEqualTo("{\"stopped\":true,\"pid\":" + pid + ",\"agents\":1}\n");
        assertThat(daemon.asked("GET", "/v1/sessions").getFirst().target()).endsWith("?lifecycle=live");
    }

    @Test
    void downEndsNoAgentUnlessItIsToldTo() throws Exception {
        long pid = ended();
        daemon.at(
                        "GET /v1/sessions",
                        Samples.json(new SessionListJson(List.of(Samples.sessionRecord(
                                Samples.OTTER,
                                "calm-otter",
                                Lifecycle.LIVE,
                                Optional.empty(),
                                "",
                                Optional.of("pty"))))))
                .at("POST /v1/shutdown", "{\"pid\":" + pid + "}");

        run("down")
                .fails(
                        1,
                        "the daemon has not ended, because these would end with it: calm-otter; tagma stop them first, or"
                                + " say --end-agents");
        assertThat(daemon.asked("POST", "/v1/shutdown")).isEmpty();
        assertThat(run("down", "--end-agents").endsWith(0).out())
                .isEqualTo("the daemon (process " + pid + ") has ended\n");
    }

    @Test
    void whereNoDaemonRunsThereIsNothingToEnd() throws IOException {
        daemon.stop();

        assertThat(run("down").endsWith(0).out()).isEqualTo("no daemon runs\n");
        assertThat(run("down", "--json").endsWith(0).out())
                .isEqualTo("{\"stopped\":false,\"pid\":null,\"agents\":0}\n");
        assertThat(home().daemonOutput()).doesNotExist();
    }

    @Test
    void aDaemonThatHangsIsNamedByItsProcess() throws IOException {
        java.nio.file.Files.writeString(
                home().daemonLock(), ProcessHandle.current().pid() + "\n");
        daemon.at("GET /v1/sessions", FakeDaemon.cut());

        assertThat(run("down").endsWith(255).err())
                .contains("if it hangs, end it with kill -9 "
                        + ProcessHandle.current().pid() + ": agents go on");
    }

    @Test
    void neitherTakesAnythingElse() {
        assertThat(run("up", "now").endsWith(2).err()).contains("up does not take 'now'");
        assertThat(run("down", "calm-otter").endsWith(2).err()).contains("down does not take 'calm-otter'");
        assertThat(run("down", "--force").endsWith(2).err()).contains("down has no option '--force'");
        assertThat(daemon.asked()).isEmpty();
    }
}
