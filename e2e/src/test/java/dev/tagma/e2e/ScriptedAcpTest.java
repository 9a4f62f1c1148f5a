package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The main job with an agent that is spoken to over the Agent Client Protocol. */
final class ScriptedAcpTest extends LiveScenarios {

    @Override
    World world() {
        return new ScriptedAcpWorld();
    }

    @Override
    String configuration() {
        return "delivery:\n  steer: true\nsessions:\n  yolo: true\n";
    }

    @Test
    void aSessionIsCreatedBriefedAndRead() {
        String session = stage().create();

        assertThat(field(session, "driver")).isEqualTo("protocol");
        Stage.Run answered = stage().ok("ask", session, "SAY the answer");

        assertThat(answered.line()).isEqualTo("the answer");
        itDid(session, "idle", "working", "idle");
        assertThat(outcomes(session)).containsExactly("completed");
        assertThat(stage().prompts(session)).containsExactly("SAY the answer");
        assertThat(said(session)).contains("SAY the answer", "the answer");
        assertThat(stage().ok("capture", session).out()).contains("> SAY the answer", "  the answer");
        assertThat(stage().tagma("attach", session).err()).contains("driven over a protocol and has no terminal");
    }

    @Test
    void aPermissionIsAskedAndGivenOrDenied() {
        String session = stage().create();

        stage().say(session, "BASH touch given");
        assertThat(stage().activity(session)).isEqualTo("waiting_permission");
        assertThat(workspace(session).resolve("given")).doesNotExist();
        stage().ok("approve", session);
        settle(session);
        stage().say(session, "BASH touch denied");
        stage().ok("deny", session);
        settle(session);

        assertThat(workspace(session).resolve("given")).exists();
        assertThat(workspace(session).resolve("denied")).doesNotExist();
        assertThat(endings(session)).containsExactly("answered", "answered");
        itDid(session, "idle", "working", "waiting_permission", "working", "idle", "waiting_permission", "idle");
    }

    @Test
    void aFormIsAnsweredByItsChoice() {
        String session = stage().create();
        stage().say(session, "ASK Which colour?|Red|Blue");
        assertThat(stage().activity(session)).isEqualTo("waiting_question");

        stage().ok("answer", session, "Blue");
        settle(session);

        assertThat(stage().ok("last-message", session).line()).isEqualTo("The answer is Blue");
        assertThat(endings(session)).containsExactly("answered");
        itDid(session, "idle", "working", "waiting_question", "working", "idle");
    }

    @Test
    void aMessageWaitsForTheTurnToBeOver() {
        String session = stage().create();
        busy(session, "waits");

        String next = send(session, "SAY next", "queue");
        eventually(() -> assertThat(states(session, next)).contains("held: working"));
        String steering = send(session, "SAY steering", "steer");
        eventually(() -> assertThat(states(session, steering))
                .last()
                .asString()
                .contains("its protocol has no way to speak into a turn"));
        assertThat(stage().world().told("SAY next")).isZero();
        stage().world().open("waits");
        settle(session);

        assertThat(stage().world().heard()).contains("SAY next", "SAY steering");
        assertThat(stage().world().told("SAY next")).isEqualTo(1);
        assertThat(stage().world().told("SAY steering")).isEqualTo(1);
        assertThat(states(session, next)).endsWith("submitted", "started", "done");
        assertThat(states(session, steering)).endsWith("submitted", "started", "done");
    }

    @Test
    void anInterruptStopsTheTurnAndIsSaidNext() {
        String session = stage().create();
        busy(session, "never-opened");

        String urgent = send(session, "SAY stop and listen", "interrupt");
        eventually(() -> assertThat(states(session, urgent)).endsWith("submitted", "started", "done"));
        settle(session);

        assertThat(outcomes(session)).containsExactly("interrupted", "completed");
        assertThat(stage().world().told("SAY stop and listen")).isEqualTo(1);
    }

    @Test
    void theDaemonIsKilledInATurnAndTheNextOneGoesOn() throws IOException {
        String session = stage().create();
        busy(session, "outlives");

        stage().killDaemon();

        becomes(session, "activity", "working");
        stage().world().open("outlives");
        settle(session);
        assertThat(outcomes(session)).containsExactly("completed");
        assertThat(stage().world().told("WAIT outlives")).isEqualTo(1);
    }

    @Test
    void aRequestOutlivesTheDaemon() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch later");

        stage().killDaemon();

        becomes(session, "activity", "waiting_permission");
        stage().ok("approve", session);
        settle(session);
        assertThat(workspace(session).resolve("later")).exists();
        assertThat(endings(session)).containsExactly("answered");
    }

    @Test
    void anAgentThatDiesInATurnIsStoppedAndGoesOnWithItsConversation() {
        String session = stage().create();
        stage().ok("ask", session, "SAY remember this");

        String last = send(session, "SAY dying\nCRASH", "queue");
        becomes(session, "lifecycle", "stopped");
        eventually(() -> assertThat(states(session, last)).endsWith("done"));
        assertThat(field(session, "reason")).contains("killed by signal 9");
        stage().ok("start", session);
        stage().ok("ask", session, "SAY back again");

        assertThat(stage().world().heard()).contains("SAY remember this", "SAY back again");
        assertThat(outcomes(session)).containsExactly("completed", "unknown", "completed");
        assertThat(said(session)).contains("remember this", "dying", "back again");
    }

    @Test
    void aModeIsTakenFromTheAgentsOwn() {
        String session = stage().create("--mode", "yolo");
        stage().ok("ask", session, "BASH touch unasked\nSAY done");

        assertThat(workspace(session).resolve("unasked")).exists();
        assertThat(data(session, "request.opened")).isEmpty();
        assertThat(stage().tagma("create", "-a", "spoken", "--mode", "read-only")
                        .err())
                .contains("has no mode 'read_only'");
    }

    @Test
    void aHandshakeThatIsRefusedSaysWhy() {
        Stage.Run run = stage().tagma(
                        "create",
                        "-q",
                        "-a",
                        "spoken",
                        "-p",
                        stage().repository().toString(),
                        "--model",
                        "clever");

        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).contains("it offers no model 'clever'");
    }

    @Test
    void removingTakesTheProcessWithIt() throws IOException {
        String session = stage().create();
        Path processes = stage().home().state().resolve("pipe");
        assertThat(places(processes)).anyMatch(name -> name.startsWith(session));

        stage().ok("rm", session);

        assertThat(places(processes)).noneMatch(name -> name.startsWith(session));
    }

    private static List<String> places(Path processes) throws IOException {
        try (Stream<Path> found = Files.list(processes)) {
            return found.map(place -> place.getFileName().toString()).toList();
        }
    }

    /** The session works until that gate is opened. */
    private void busy(String session, String gate) {
        send(session, "WAIT " + gate, "queue");
        becomes(session, "activity", "working");
    }
}
