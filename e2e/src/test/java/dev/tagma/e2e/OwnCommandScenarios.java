package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
}
