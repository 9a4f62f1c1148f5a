package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is particular to Claude Code when it is driven over its stream, with the real program. */
@Tag("real-agent")
final class ClaudeStreamTest extends LiveScenarios {

    @Override
    World world() {
        return new ClaudeStreamWorld();
    }

    @Override
    String configuration() {
        return "sessions:\n  yolo: true\n";
    }

    @Test
    void nobodyCanAttachAndEverybodyCanSeeWhatIsSaid() {
        String session = stage().create();

        assertThat(field(session, "driver")).isEqualTo("protocol");
        assertThat(stage().ok("ask", session, "SAY the answer").line()).isEqualTo("the answer");

        assertThat(stage().ok("capture", session).out()).contains("> SAY the answer", "  the answer");
        assertThat(said(session)).contains("SAY the answer", "the answer");
        assertThat(stage().tagma("attach", session).err())
                .contains("driven over a protocol and has no terminal", "'tagma capture'");
    }

    @Test
    void aTurnThatHasNotSaidAnythingIsKnownAndStopped() {
        String session = stage().create();
        String silent = send(session, "HANG", "queue");
        eventually(() -> assertThat(states(session, silent)).contains("started"));
        becomes(session, "activity", "working");

        String urgent = send(session, "SAY stop and listen", "interrupt");
        eventually(() -> assertThat(states(session, urgent)).endsWith("submitted", "started", "done"));
        settle(session);

        assertThat(outcomes(session)).containsExactly("interrupted", "completed");
        assertThat(stage().world().told("SAY stop and listen")).isEqualTo(1);
    }

    @Test
    void whatIsAskedIsWithdrawnWithTheTurn() {
        String session = stage().create();
        stage().say(session, "BASH touch never");

        stage().ok("interrupt", session);

        settle(session);
        assertThat(endings(session)).containsExactly("withdrawn");
        assertThat(outcomes(session)).containsExactly("interrupted");
        assertThat(workspace(session).resolve("never")).doesNotExist();
    }

    @Test
    void anAllowanceForTheSessionIsNotAskedForAgain() {
        String session = stage().create();
        stage().say(session, "BASH touch twice\nBASH touch twice");

        stage().ok("approve", session, "--scope", "session");

        settle(session);
        assertThat(endings(session)).containsExactly("answered");
        assertThat(workspace(session).resolve("twice")).exists();
    }

    @Test
    void aPlanIsApproved() {
        String session = stage().create("--mode", "plan");
        stage().say(session, "PLAN 1. Build the ark.\nSAY the ark is planned");
        assertThat(stage().activity(session)).isEqualTo("waiting_plan");

        stage().ok("approve", session);

        settle(session);
        assertThat(said(session)).contains("the ark is planned");
        assertThat(stage().activity(session)).isEqualTo("idle");
    }

    @Test
    void inYoloNothingIsAsked() {
        String session = stage().create("--mode", "yolo");

        stage().ok("ask", session, "BASH touch unasked\nSAY done");

        assertThat(workspace(session).resolve("unasked")).exists();
        assertThat(data(session, "request.opened")).isEmpty();
    }

    @Test
    void aModelThatRecoversWhileItIsRetriedEndsTheTurnWell() {
        String session = stage().create();

        stage().say(session, "FAIL 529 1\nSAY recovered");

        settle(session);
        assertThat(outcomes(session)).containsExactly("completed");
        assertThat(stage().activities(session)).contains("retrying").endsWith("idle");
    }

    @Test
    void aUsedUpLimitIsShownWithItsEnd() {
        Instant began = Instant.now();
        String session = stage().create(stage().world().subscribed().toArray(String[]::new));

        stage().say(session, "LIMIT 3600");

        becomes(session, "activity", "usage_limited");
        eventually(() -> assertThat(Instant.parse(field(session, "until")))
                .isBetween(began.plusSeconds(3500), Instant.now().plusSeconds(3601)));
        eventually(() -> assertThat(outcomes(session)).containsExactly("limited"));
    }

    @Test
    void whatRunsOnInTheBackgroundIsShownAndItsEndIsATurnOfItsOwn() throws IOException {
        String session = stage().create();
        stage().say(session, "BG touch begun; until [ -e shell-may-end ]; do sleep 0.1; done");
        stage().ok("approve", session);

        becomes(session, "activity", "background_work");
        String beside = send(session, "SAY beside the shell", "queue");
        eventually(() -> assertThat(states(session, beside)).endsWith("submitted", "started", "done"));
        becomes(session, "activity", "background_work");
        Files.createFile(workspace(session).resolve("shell-may-end"));

        eventually(() -> assertThat(outcomes(session)).containsExactly("completed", "completed", "completed"));
        becomes(session, "activity", "idle");
    }

    @Test
    void aStoppedSessionGoesOnWithItsConversation() {
        String session = stage().create();
        stage().ok("ask", session, "SAY remember this");

        stage().ok("stop", session);
        stage().ok("start", session);
        stage().ok("ask", session, "SAY back again");

        assertThat(said(session)).contains("remember this", "back again");
        assertThat(outcomes(session)).containsExactly("completed", "completed");
    }

    @Test
    void aForkGoesOnFromACopy() {
        String session = stage().create();
        stage().ok("ask", session, "SAY the origin");

        String fork = stage().ok("fork", session, "-q").line();
        becomes(fork, "activity", "idle");
        stage().ok("ask", fork, "SAY only in the fork");

        assertThat(field(fork, "driver")).isEqualTo("protocol");
        assertThat(field(fork, "agentSessionId")).isNotEmpty().isNotEqualTo(field(session, "agentSessionId"));
        assertThat(said(fork)).contains("SAY the origin", "SAY only in the fork");
        assertThat(said(session)).contains("SAY the origin").doesNotContain("SAY only in the fork");
    }
}
