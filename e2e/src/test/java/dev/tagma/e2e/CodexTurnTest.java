package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes otherwise with Codex than with an agent whose terminal is read and written: its turns, its end, its forks. */
@Tag("real-agent")
final class CodexTurnTest extends LiveScenarios {

    @Override
    World world() {
        return new CodexWorld();
    }

    @Override
    String configuration() {
        return "delivery:\n  steer: true\n";
    }

    @Test
    void anInterruptStopsTheTurnAndIsSaidNext() {
        String session = busy("never-opened");

        String urgent = send(session, "SAY stop and listen", "interrupt");
        eventually(() -> assertThat(states(session, urgent)).endsWith("submitted", "started", "done"));

        assertThat(outcomes(session)).containsExactly("interrupted", "completed");
        assertThat(stage().prompts(session)).containsExactly("WAIT never-opened", "SAY stop and listen");
        assertThat(stage().world().told("SAY stop and listen")).isEqualTo(1);
    }

    @Test
    void aSteeringMessageEntersTheTurnThatRuns() {
        String session = busy("steered");

        String steering = send(session, "SAY turned left", "steer");
        eventually(() -> assertThat(states(session, steering)).contains("submitted"));
        // The model's words were cut off: it is told once more what it had not answered, and waits once more.
        eventually(() -> {
            stage().world().open("steered");
            assertThat(states(session, steering)).endsWith("submitted", "started", "done");
        });
        settle(session);

        assertThat(stage().world().told("SAY turned left")).isEqualTo(1);
        assertThat(outcomes(session)).containsExactly("completed");
        assertThat(stage().prompts(session)).containsExactly("WAIT steered");
        assertThat(said(session)).contains("SAY turned left");
    }

    @Test
    void whatAPersonTypesAtTheTerminalIsATurnLikeAnyOther() {
        String session = stage().create();
        stage().say(session, "SAY from afar");

        trusting(session).sees("from afar").enter("SAY by hand");

        eventually(() -> assertThat(outcomes(session)).containsExactly("completed", "completed"));
        assertThat(stage().prompts(session)).containsExactly("SAY from afar", "SAY by hand");
        assertThat(stage().activities(session)).endsWith("idle");
    }

    @Test
    void aPersonWhoAllowsACommandAtTheTerminalClosesTheRequest() {
        String session = stage().create();
        stage().say(session, "BASH touch by-hand");
        assertThat(open(session))
                .singleElement()
                .satisfies(request -> assertThat(Stage.text(request, "title")).isEqualTo("Bash: touch by-hand"));

        trusting(session).sees("Would you like to run the following command?").type("y");
        settleAfterPerson(session);

        assertThat(workspace(session).resolve("by-hand")).exists();
        assertThat(endings(session)).containsExactly("answered_at_terminal");
    }

    @Test
    void aRefusalTellsTheAgentWhyAndItGoesOn() {
        String session = stage().create();
        stage().say(session, "BASH touch refused");

        post(session, "reject", "{\"reason\":\"SAY not on a Sunday\"}");
        settle(session);

        assertThat(workspace(session).resolve("refused")).doesNotExist();
        assertThat(stage().world().told("SAY not on a Sunday")).isEqualTo(1);
        assertThat(endings(session)).containsExactly("answered");
        assertThat(outcomes(session)).containsExactly("completed");
    }

    @Test
    void aChangeOfFilesIsAskedForByTheirNames() {
        String session = stage().create();
        stage().say(session, "WRITE asked.txt hello");
        assertThat(open(session))
                .singleElement()
                .satisfies(request -> assertThat(Stage.text(request, "title"))
                        .startsWith("Edit: ")
                        .endsWith("asked.txt"));
        assertThat(workspace(session).resolve("asked.txt")).doesNotExist();

        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("asked.txt")).exists();
    }

    @Test
    void aTurnThatEndsWhileNoDaemonRunsIsToldByTheNextOne() throws IOException {
        String session = busy("alone");
        String queued = send(session, "SAY queued before the kill", "queue");
        eventually(() -> assertThat(states(session, queued)).contains("held: working"));
        ProcessHandle face = person(session).agent();

        stage().killDaemon();
        stage().world().open("alone");
        eventually(() -> assertThat(states(session, queued)).endsWith("submitted", "started", "done"));

        assertThat(person(session).agent()).isEqualTo(face);
        assertThat(stage().world().told("SAY queued before the kill")).isEqualTo(1);
        assertThat(stage().prompts(session)).containsExactly("WAIT alone", "SAY queued before the kill");
        assertThat(outcomes(session)).containsExactly("completed", "completed");
        assertThat(lifecycles(session)).containsExactly("preparing", "starting", "live");
    }

    @Test
    void aSessionComesBackWithItsConversation() {
        String session = stage().create();
        stage().say(session, "SAY before the end");
        String conversation = field(session, "agentSessionId");

        stage().ok("stop", session);
        becomes(session, "lifecycle", "stopped");
        assertThat(said(session)).contains("SAY before the end");
        stage().ok("start", session);
        becomes(session, "activity", "idle");
        stage().say(session, "SAY back again");

        assertThat(field(session, "agentSessionId")).isEqualTo(conversation);
        assertThat(said(session)).contains("SAY before the end", "SAY back again");
        assertThat(stage().world().told("SAY back again")).isEqualTo(1);
    }

    @Test
    void aForkHasTheConversationAndAWorktreeOfItsOwn() {
        String session = stage().create();
        stage().say(session, "SAY the origin");

        String fork = stage().ok("fork", session, "-q").line();
        becomes(fork, "activity", "idle");
        stage().say(fork, "SAY only in the fork");

        assertThat(field(fork, "agentSessionId")).isNotEmpty().isNotEqualTo(field(session, "agentSessionId"));
        assertThat(workspace(fork)).isDirectory().isNotEqualTo(workspace(session));
        assertThat(said(fork)).contains("SAY only in the fork");
        assertThat(said(session)).contains("SAY the origin").doesNotContain("SAY only in the fork");
        assertThat(get(fork, "turns")).contains("only in the fork").doesNotContain("the origin");
    }

    @Test
    void whoeverLeavesTheTerminalEndsNothingAndTheNextOneFindsIt() {
        String session = stage().create();
        trusting(session).sees("Ask Codex to do anything").enter("/quit");
        eventually(() -> assertThat(stage().tagma("capture", session).out()).contains("Ask Codex to do anything"));

        stage().say(session, "SAY still there");

        assertThat(lifecycles(session)).containsExactly("preparing", "starting", "live");
        assertThat(stage().world().told("SAY still there")).isEqualTo(1);
    }

    @Test
    void aStoppedSessionLeavesNoProcessBehind() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY something");
        String home = stage().userHome().toString();

        stage().ok("stop", session);

        eventually(() -> assertThat(programsOf(home)).isEmpty());
    }

    @Test
    void aPersonStopsATurnAtTheTerminal() {
        String session = busy("stopped-by-hand");

        trusting(session).sees("esc to interrupt").press("Escape");
        settle(session);

        assertThat(outcomes(session)).containsExactly("interrupted");
        assertThat(stage().activities(session)).containsExactly("idle", "working", "idle");
    }

    @Test
    void aGoalIsPursuedTurnAfterTurnUntilItsTokensAreUsedUp() {
        String session = stage().create();
        stage().say(session, "SAY before the goal");

        assertThat(stage().ok("goal", session, "Say it until it is said", "--budget", "20000")
                        .line())
                .startsWith("active");
        stage().ok("wait", session, "--goal", "--timeout", "60");

        assertThat(stage().ok("goal", session).line()).startsWith("budget limited");
        assertThat(stage().prompts(session))
                .startsWith("SAY before the goal", "Goal: Say it until it is said")
                .hasSizeGreaterThan(1);
        assertThat(outcomes(session)).containsOnly("completed").hasSameSizeAs(stage().prompts(session));
        stage().say(session, "SAY after the goal");
        assertThat(stage().ok("goal", session, "--clear").line()).isEqualTo("dropped");
        assertThat(stage().ok("goal", session).line()).isEqualTo("no goal");
    }

    /** The terminal program, and nothing else, asks whether the worktree is to be trusted. */
    private Person trusting(String session) {
        Person person = person(session).sees("Trust this folder?");
        person.press("Enter");
        return person;
    }

    private String busy(String gate) {
        String session = stage().create();
        String message = send(session, "WAIT " + gate, "queue");
        eventually(() -> assertThat(states(session, message)).endsWith("started"));
        stage().world().awaitAt(gate);
        becomes(session, "activity", "working");
        return session;
    }

    /** The programs that run with this session's name in their environment; other scenarios' are not looked for. */
    private static List<String> programsOf(String home) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(name -> name.endsWith("/codex"))
                        .isPresent())
                .filter(process -> environment(process.pid()).contains("HOME=" + home))
                .map(ProcessHandle::toString)
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(java.nio.file.Path.of("/proc/" + pid + "/environ"));
        } catch (IOException gone) {
            return "";
        }
    }
}
