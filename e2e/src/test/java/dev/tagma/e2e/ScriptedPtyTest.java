package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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

        assertThat(stage().tagma("down").err()).contains("would end with it: ", session);

        becomes(session, "activity", "idle");
        stage().ok("down", "--end-agents");
        becomes(session, "lifecycle", "stopped");
        assertThat(field(session, "reason")).isEqualTo("its terminal ended with the daemon that held it");
    }

    @Test
    void twoPeopleAttachAndTypeAndLeaveAllAsItWas() throws IOException {
        String session = created();
        Desk anna = stage().desk("anna");
        Desk bob = stage().desk("bob");
        asksForSettings(anna);
        eventually(() -> assertThat(settings(anna.person().screen())).hasSize(1));
        List<String> before = settings(anna.person().screen());

        anna.run(stage().command("attach", session));
        bob.run(stage().command("attach", session));
        anna.person().sees("❯");
        bob.person().sees("❯");
        bob.tmux("resize-window", "-t", "=desk:", "-x", "90", "-y", "25");
        eventually(() -> assertThat(get(session, "screen")).contains("\"columns\":90"));
        anna.person().type("SAY typed by hand");
        bob.person().sees("SAY typed by hand");
        anna.person().sees("SAY typed by hand").press("Enter");
        eventually(() -> assertThat(said(session)).contains("SAY typed by hand"));
        becomes(session, "activity", "idle");

        anna.person().press("C-b");
        anna.person().type("d");
        anna.person().sees("detached; " + session + " goes on");
        asksForSettings(anna);
        eventually(() -> {
            String screen = anna.person().screen();
            assertThat(settings(screen.substring(screen.indexOf("detached;")))).isEqualTo(before);
        });

        stage().ok("stop", session);
        bob.person().sees("cannot be seen any more");
    }

    private static void asksForSettings(Desk desk) {
        desk.person().type("stty -a | cksum");
        desk.person().press("Enter");
    }

    /** The check sums of the terminal's settings that are to be seen. */
    private static List<String> settings(String screen) {
        return screen.lines()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]+ [0-9]+"))
                .toList();
    }

    @Test
    void thereIsNoCommandToPrint() {
        String session = created();

        assertThat(stage().tagma("attach", session, "--print").err()).contains("only the daemon has the terminal");
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
