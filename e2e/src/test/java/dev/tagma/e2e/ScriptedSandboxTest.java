package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tagma.adapters.sandbox.bubblewrap.Bubblewrap;
import dev.tagma.adapters.sandbox.bubblewrap.ForwarderProgram;
import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session in a sandbox: all is as without one, but for what it cannot do. */
final class ScriptedSandboxTest extends LiveScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }

    /** Gates are how the scripted agent is held, and lie where a person's files do. */
    @Override
    String configuration() {
        return "sandbox:\n  kind: bubblewrap\n  network: 'off'\n  writable: ['~/gates']\n";
    }

    @BeforeAll
    void onlyWhereThereCanBeSandboxes() {
        Path java = Path.of(System.getProperty("java.home"));
        Optional<String> hindrance =
                new Bubblewrap(System.getenv(), new ForwarderProgram(java.resolve("bin/java"), java)).hindrance();
        assumeThat(hindrance).as("%s", hindrance.orElse("")).isEmpty();
    }

    /** What is not there when an agent starts cannot be shown to it. */
    @BeforeEach
    void gates() throws IOException {
        Files.createDirectories(stage().userHome().resolve("gates"));
    }

    private void busy(String session, String gate) {
        send(session, "WAIT " + gate, "queue");
        becomes(session, "activity", "working");
        eventually(() -> assertThat(stage().prompts(session)).contains("WAIT " + gate));
    }

    private Json sandbox(String session) {
        return Stage.member(stage().show(session), "sandbox");
    }

    @Test
    void itSaysPlainlyWhatIsEnforced() {
        String session = stage().create();

        assertThat(Stage.text(sandbox(session), "kind")).isEqualTo("bubblewrap");
        assertThat(stage().ok("show", session).out())
                .containsPattern("sandbox +bubblewrap\n")
                .containsPattern(
                        "enforced +files it can write: .*" + workspace(session).getFileName())
                .containsPattern("enforced +network: none")
                .containsPattern("not enforced +memory: no limit is set");
        assertThat(texts(session, "session.contained", "sandbox")).containsExactly("bubblewrap");
    }

    @Test
    void aCommandReachesTheWorkspaceAndNothingElse() throws IOException {
        String session = stage().create();
        Path secret = Files.writeString(stage().userHome().resolve("secret"), "a key");

        stage().say(
                        session,
                        "BASH cp " + secret + " stolen; touch "
                                + stage().userHome().resolve("left") + "; touch inside");
        assertThat(stage().activity(session)).isEqualTo("waiting_permission");
        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("inside")).exists();
        assertThat(workspace(session).resolve("stolen")).doesNotExist();
        assertThat(stage().userHome().resolve("left")).doesNotExist();
        assertThat(endings(session)).containsExactly("answered");
    }

    @Test
    void workIsCommittedInItsWorktree() throws Exception {
        String session = stage().create();

        stage().say(session, "BASH git -c user.name=a -c user.email=a@b.c commit -q --allow-empty -m within");
        stage().ok("approve", session);
        settle(session);

        assertThat(stage().git("log", "--all", "--format=%s")).contains("within");
    }

    @Test
    void itOutlivesTheDaemonAndIsFoundAgain() throws IOException {
        String session = stage().create();
        busy(session, "within-outlives");

        stage().killDaemon();

        becomes(session, "activity", "working");
        stage().world().open("within-outlives");
        settle(session);
        assertThat(outcomes(session)).containsExactly("completed");
        stage().say(session, "BASH touch later");
        stage().killDaemon();
        becomes(session, "activity", "waiting_permission");
        stage().ok("approve", session);
        settle(session);
        assertThat(workspace(session).resolve("later")).exists();
        assertThat(endings(session)).containsExactly("answered");
    }

    @Test
    void itIsStoppedStartedAndRemoved() {
        String session = stage().create();
        stage().ok("ask", session, "SAY before");

        stage().ok("stop", session);
        becomes(session, "lifecycle", "stopped");
        stage().ok("start", session);
        stage().ok("ask", session, "SAY after");
        Path workspace = workspace(session);
        stage().ok("rm", session);

        assertThat(workspace).doesNotExist();
    }

    @Test
    void oneWithoutATerminalIsContainedToo() throws IOException {
        String session = stage().create("--driver", "protocol");
        Files.writeString(stage().userHome().resolve("secret2"), "a key");

        stage().say(session, "BASH cp ~/secret2 stolen; touch inside");
        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("inside")).exists();
        assertThat(workspace(session).resolve("stolen")).doesNotExist();
    }

    @Test
    void aListOfHostsIsAllThatItReaches() {
        String session = stage().create("--network", "api.example.com");

        assertThat(stage().ok("show", session).out())
                .containsPattern("enforced +network: only api.example.com:443, through a proxy");
        stage().say(session, "BASH curl -s -m 5 http://elsewhere.example.org/ >said; echo $https_proxy >>said");
        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("said"))
                .content()
                .contains("elsewhere.example.org:80 is not among the hosts", "http://127.0.0.1:");
    }

    @Test
    void aPersonMayLeaveTheSandboxOutAndSeesIt() {
        String session = stage().create("--sandbox", "none");

        assertThat(stage().ok("show", session).out()).contains("none: the agent can do whatever you can");
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsMade() {
        assertThat(stage().tagma("create", "--sandbox", "bubblewrap", "--image", "x")
                        .err())
                .contains("takes no image");
        assertThat(stage().tagma("create", "--limit", "memory=little").err()).contains("--limit 'memory=little'");
        assertThat(stage().tagma("create", "--network", "a b").err()).contains("--network 'a b' is not understood");
    }
}
