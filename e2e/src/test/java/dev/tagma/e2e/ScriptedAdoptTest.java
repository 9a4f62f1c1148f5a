package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.app.daemon.ScriptedProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent that a person has started in a tmux of their own, and that Tagma is told of. */
final class ScriptedAdoptTest extends LiveScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }

    private Desk desk(String name) throws IOException {
        return stage().desk(name);
    }

    /** A person starts the agent at their desk. */
    private Desk agentAt(String name) throws IOException {
        Desk desk = desk(name);
        desk.run(ScriptedProgram.command());
        desk.person().sees("❯");
        return desk;
    }

    private String adopted(Desk desk, String... more) {
        List<String> words = new ArrayList<>(List.of("adopt", desk.socket() + ":%0"));
        words.addAll(List.of(more));
        return stage().ok(words.toArray(String[]::new)).line();
    }

    @Test
    void itIsRecognisedSeenAndSpokenToWhereItIs() throws IOException {
        Desk desk = agentAt("one");
        desk.person().enter("SAY before Tagma");
        desk.person().sees("before Tagma");
        assertThat(stage().ok("adopt", "--list", desk.socket().toString()).out())
                .contains(desk.socket() + ":%0", "desk:0.0", "scripted");

        String session = adopted(desk);

        becomes(session, "activity", "idle");
        stage().say(session, "SAY through Tagma");
        assertThat(said(session)).contains("SAY before Tagma", "SAY through Tagma");
        desk.person().enter("SAY by hand again");
        eventually(() -> assertThat(said(session)).contains("SAY by hand again"));
        assertThat(desk.person().screen()).contains("through Tagma");
        String shown = stage().ok("show", session).out();
        assertThat(shown)
                .contains("scripted by terminal", "a pane that Tagma did not start", "not known")
                .contains(stage().repository().toString());
        assertThat(stage().ok("capture", session).out()).contains("by hand again");
        assertThat(stage().tagma("adopt", desk.socket() + ":%0").err()).contains("is session " + session + " already");
    }

    @Test
    void aLaterDaemonFindsItAndItsEndIsTold() throws IOException {
        Desk desk = agentAt("two");
        String session = adopted(desk);
        becomes(session, "activity", "idle");

        stage().killDaemon();

        becomes(session, "activity", "idle");
        stage().say(session, "SAY after the crash");
        assertThat(said(session)).contains("after the crash");
        desk.person().enter("/exit");
        becomes(session, "lifecycle", "stopped");
        assertThat(desk.tmux("list-panes", "-a", "-F", "#{pane_dead}").strip()).isEqualTo("0");
    }

    @Test
    void stoppingAndRemovingLetItGo() throws IOException {
        Desk desk = agentAt("three");
        String session = adopted(desk, "--handle", "let-go");
        becomes(session, "activity", "idle");

        stage().ok("stop", session);

        assertThat(field(session, "reason")).isEqualTo("let go; its program goes on where it is");
        desk.person().enter("SAY still here");
        desk.person().sees("still here");
        stage().ok("start", session);
        becomes(session, "activity", "idle");
        stage().ok("rm", session);
        desk.person().enter("SAY and here");
        desk.person().sees("and here");
        assertThat(stage().repository().resolve("README")).exists();
        assertThat(desk.tmux("list-panes", "-a", "-F", "#{pane_width}x#{pane_height}")
                        .strip())
                .isEqualTo("100x30");
    }

    @Test
    void whatIsNotRecognisedIsLookedAtAndSpokenToByNobody() throws IOException {
        Desk desk = desk("four");
        desk.run(List.of(
                "/bin/sh", "-c", "printf 'a form to fill in: '; read x; printf \"got %s\" \"$x\"; exec sleep 600"));
        desk.person().sees("a form to fill in");

        String session = adopted(desk);

        becomes(session, "agent", "pane");
        assertThat(stage().ok("capture", session).out()).contains("a form to fill in");
        stage().ok("send", session, "rm -rf everything");
        eventually(() -> assertThat(stage().ok("show", session).out()).contains("1 waiting"));
        assertThat(desk.person().screen()).doesNotContain("got");
        assertThat(stage().ok("show", session).out()).contains("messages are held");
        desk.person().press("C-c");
        becomes(session, "lifecycle", "stopped");
    }

    @Test
    void whatCannotBeAdoptedIsSaid() throws IOException {
        Desk desk = desk("five");

        assertThat(stage().tagma("adopt", desk.socket() + ":%7").err()).contains("no pane '%7'");
        assertThat(stage().tagma("adopt", stage().root().resolve("nobody") + ":%0")
                        .err())
                .contains("no tmux server runs");
    }
}
