package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A session whose terminal is the daemon's own: all is as with tmux, and it ends with the daemon. */
final class ScriptedPtyTest extends LiveScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }

    private String created() {
        return stage().create("--runtime", "pty");
    }

    @Test
    void itIsSeenAndSpokenToAsAnyOther() {
        String session = created();

        stage().say(session, "SAY without tmux");

        becomes(session, "activity", "idle");
        assertThat(said(session)).contains("SAY without tmux");
        assertThat(stage().ok("capture", session).out()).contains("without tmux");
        assertThat(stage().ok("show", session).out()).contains("pty: it ends with the daemon, however that ends");
        assertThat(stage().prompts(session)).hasSize(1);
    }

    @Test
    void itIsStoppedWithTheReasonWhenTheDaemonIsKilledAndComesBack() throws IOException {
        String session = created();
        stage().say(session, "SAY before");

        stage().killDaemon();

        becomes(session, "lifecycle", "stopped");
        assertThat(field(session, "reason")).isEqualTo("its terminal ended with the daemon that held it");
        stage().ok("resume", session);
        becomes(session, "activity", "idle");
        stage().say(session, "SAY after");
        assertThat(said(session)).contains("SAY before", "SAY after");
    }

    @Test
    void theDaemonIsNotEndedWithItUnasked() {
        String session = created();

        assertThat(stage().tagma("down").err()).contains("would end with it: " + field(session, "handle"));

        becomes(session, "activity", "idle");
        stage().ok("down", "--end-agents");
        becomes(session, "lifecycle", "stopped");
        assertThat(field(session, "reason")).isEqualTo("its terminal ended with the daemon that held it");
    }

    @Test
    void attachSaysThatItCannot() {
        String session = created();

        assertThat(stage().tagma("attach", session, "--print").err()).contains("only the daemon has its terminal");
    }

    @Test
    void whatHasNoTerminalTakesNoRuntime() {
        Stage.Run refused = stage().tagma(
                        "create",
                        "-a",
                        stage().world().agent(),
                        "-p",
                        stage().repository().toString(),
                        "--driver",
                        "protocol",
                        "--runtime",
                        "pty");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("A session with the protocol driver has no terminal");
    }
}
