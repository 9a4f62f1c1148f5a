package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a person does with the agent's own commands, and what an agent does behind its turns. */
abstract class OwnCommandScenarios extends LiveScenarios {

    @Test
    void aClearedConversationGoesOnUnderItsNewId() {
        String session = stage().create();
        stage().say(session, "SAY before the clear");
        String before = field(session, "agentSessionId");

        person(session).enter("/clear");

        eventually(
                () -> assertThat(field(session, "agentSessionId")).isNotEmpty().isNotEqualTo(before));
        stage().say(session, "SAY behind the clear");
        assertThat(field(session, "activity")).isEqualTo("idle");
        assertThat(said(session)).contains("SAY behind the clear").doesNotContain("SAY before the clear");
    }

    @Test
    void condensingIsShownAndTheConversationGoesOn() {
        String session = stage().create();
        stage().say(session, "SAY before the compact");

        person(session).enter("/compact");

        eventually(() ->
                assertThat(stage().activities(session)).containsSubsequence("idle", "working", "idle", "compacting"));
        becomes(session, "activity", "idle");
        stage().say(session, "SAY behind the compact");
        assertThat(field(session, "activity")).isEqualTo("idle");
        assertThat(stage().world().told("SAY behind the compact")).isEqualTo(1);
    }

    @Test
    void aSubagentsTurnEndsAndTheSessionIsIdleOnceNothingRunsBehindIt() {
        String session = stage().create();

        stage().ok("send", session, "TASK helper|SAY from the helper");
        eventually(() -> assertThat(get(session, "turns")).contains("\"completed\""));

        becomes(session, "activity", "idle");
        assertThat(stage().activities(session)).startsWith("idle", "working").endsWith("idle");
    }

    @Test
    void aShellInTheBackgroundIsShownAsWhatItIsAndHoldsNoMessage() throws IOException {
        String session = stage().create();
        stage().say(session, "BG touch begun; until [ -e shell-may-end ]; do sleep 0.1; done");
        stage().ok("approve", session);

        becomes(session, "activity", "background_work");
        assertThat(field(session, "reason")).contains("1 task runs in the background");
        assertThat(get(session, "explain")).contains("background-work");
        String beside = send(session, "SAY beside the shell", "queue");
        eventually(() -> assertThat(states(session, beside)).endsWith("submitted", "started", "done"));
        becomes(session, "activity", "background_work");
        Files.createFile(workspace(session).resolve("shell-may-end"));

        // The agent takes note of the end in a turn of its own.
        eventually(() -> assertThat(outcomes(session)).containsExactly("completed", "completed", "completed"));
        becomes(session, "activity", "idle");
        assertThat(stage().world().told("SAY beside the shell")).isEqualTo(1);
        // That turn may be over before its state file says that the shell is.
        assertThat(String.join(" ", knownActivities(session)))
                .matches("idle working waiting_permission( working)? background_work working background_work( idle)?"
                        + " working( background_work)? idle");
    }
}
