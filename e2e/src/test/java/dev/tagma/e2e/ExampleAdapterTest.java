package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The adapter of the documentation, in another language, with the agent that it drives: as a person would use them. */
final class ExampleAdapterTest extends LiveScenarios {

    private final ExampleAdapterWorld world = new ExampleAdapterWorld();

    @Override
    World world() {
        return world;
    }

    @Override
    String configuration() {
        return "sessions:\n  yolo: true\n";
    }

    @Test
    void aSessionIsCreatedBriefedAndRead() {
        String session = stage().create();

        Stage.Run answered = stage().ok("ask", session, "hello there");

        assertThat(answered.line()).isEqualTo("You said: hello there");
        itDid(session, "idle", "working", "idle");
        assertThat(stage().prompts(session)).containsExactly("hello there");
        assertThat(stage().ok("transcript", session).out()).contains("hello there", "You said: hello there");
        assertThat(stage().ok("capture", session).out()).contains("Tiny agent 1.0", "> hello there");
        assertThat(stage().ok("explain", session).out()).contains("transcript");
    }

    @Test
    void theAgentIsShownWithWhatItsAdapterSaysOfIt() {
        assertThat(stage().ok("agents", "show", "tiny").out())
                .contains("Tiny agent", "tiny_adapter.py 1.0", "1.0", "ask", "yolo", "no tokens to count");
        assertThat(stage().tagma("create", "-a", "tiny", "--mode", "plan").err())
                .contains("has no mode 'plan'");
        assertThat(stage().tagma("create", "-a", "tiny", "--model", "clever").err())
                .contains("the tiny agent takes no model");
    }

    @Test
    void aPermissionIsGivenOrDenied() {
        String session = stage().create();

        stage().say(session, "run touch given");
        assertThat(stage().activity(session)).isEqualTo("waiting_permission");
        assertThat(workspace(session).resolve("given")).doesNotExist();
        stage().ok("approve", session);
        settle(session);
        stage().say(session, "run touch denied");
        stage().ok("deny", session);
        settle(session);

        assertThat(workspace(session).resolve("given")).exists();
        assertThat(workspace(session).resolve("denied")).doesNotExist();
        assertThat(texts(session, "request.closed", "how")).containsExactly("answered", "answered");
    }

    @Test
    void aModeIsTheAgentsOwn() {
        String session = stage().create("--mode", "yolo");
        stage().ok("ask", session, "run touch unasked");

        assertThat(workspace(session).resolve("unasked")).exists();
        assertThat(data(session, "request.opened")).isEmpty();
    }

    @Test
    void noMessageIsACommand() {
        String session = stage().create();

        assertThat(stage().ok("ask", session, "/quit").line()).isEqualTo("You said: . /quit");
        assertThat(stage().tagma("send", session, "two\nlines").err()).contains("takes one line");
    }

    @Test
    void aTurnIsInterruptedAndAMessageFollows() {
        String session = stage().create();
        send(session, "wait " + world.gate("never"), "queue");
        becomes(session, "activity", "working");

        send(session, "something else", "interrupt");

        eventually(
                () -> assertThat(texts(session, "turn.ended", "outcome")).containsExactly("interrupted", "completed"));
        assertThat(world.told("something else")).isEqualTo(1);
    }

    @Test
    void itsConversationIsResumedAndForked() {
        String session = stage().create();
        stage().ok("ask", session, "remember this");
        stage().ok("stop", session);
        stage().ok("start", session);
        settle(session);
        String fork = stage().ok("fork", session, "-q").line();

        stage().ok("ask", fork, "after the fork");

        assertThat(stage().ok("transcript", fork).out()).contains("remember this", "after the fork");
        assertThat(stage().ok("transcript", session).out())
                .contains("remember this")
                .doesNotContain("after the fork");
    }

    @Test
    void anAdapterThatIsKilledLosesNothing() throws IOException {
        String session = stage().create();
        send(session, "wait " + world.gate("first"), "queue");
        becomes(session, "activity", "working");
        ProcessHandle adapter = adapter();

        adapter.destroyForcibly();
        send(session, "said meanwhile", "queue");

        eventually(() -> assertThat(data(session, "session.activity")).anySatisfy(data -> {
            assertThat(Stage.text(data, "activity")).isEqualTo("unknown");
        }));
        becomes(session, "activity", "working");
        world.open("first");
        eventually(() -> assertThat(texts(session, "turn.ended", "outcome")).containsExactly("completed", "completed"));
        assertThat(world.told("said meanwhile")).isEqualTo(1);
        assertThat(adapter().pid()).isNotEqualTo(adapter.pid());
    }

    /** The agent is of neither of them. */
    @Test
    void aDaemonThatIsKilledOverAPermissionFindsItAgain() throws IOException {
        String session = stage().create();
        stage().say(session, "run touch found-again");
        ProcessHandle former = adapter();

        stage().killDaemon();

        assertThat(stage().ok("show", session).out()).contains(session);
        becomes(session, "activity", "waiting_permission");
        stage().ok("approve", session);
        settle(session);
        assertThat(workspace(session).resolve("found-again")).exists();
        assertThat(data(session, "request.opened")).hasSize(1);
        assertThat(texts(session, "turn.ended", "outcome")).containsExactly("completed");
        assertThat(stage().prompts(session)).hasSize(1);
        assertThat(former.isAlive()).isFalse();
    }

    @Test
    void bothMayDieAtOnceInTheMiddleOfATurn() throws IOException {
        String session = stage().create();
        send(session, "wait " + world.gate("both"), "queue");
        becomes(session, "activity", "working");

        stage().killDaemon();
        adapterIfAny().ifPresent(ProcessHandle::destroyForcibly);
        world.open("both");

        becomes(session, "activity", "idle");
        eventually(() -> assertThat(texts(session, "turn.ended", "outcome")).containsExactly("completed"));
        assertThat(world.told(world.gate("both").toString())).isEqualTo(1);
    }

    @Test
    void anAgentThatDiesIsStopped() {
        String session = stage().create();
        long pid = Long.parseLong(tmux("list-panes", "-a", "-F", "#{session_name} #{pane_pid}")
                .lines()
                .filter(line -> line.startsWith(session))
                .findFirst()
                .orElseThrow()
                .split(" ", -1)[1]);

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        becomes(session, "lifecycle", "stopped");
        stage().ok("rm", session);
    }

    private ProcessHandle adapter() {
        return adapterIfAny().orElseThrow();
    }

    private java.util.Optional<ProcessHandle> adapterIfAny() {
        try {
            String noted = Files.readString(stage().home().state().resolve("adapters/tiny.process"));
            return ProcessHandle.of(Long.parseLong(noted.split(" ", -1)[0]));
        } catch (IOException none) {
            throw new java.io.UncheckedIOException(none);
        }
    }
}
