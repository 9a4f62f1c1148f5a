package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A person writes at the terminal while messages come. */
abstract class DraftScenarios extends LiveScenarios {

    @Test
    void aDraftHoldsTheMessageUntilThePersonClearsIt() {
        String session = stage().create();
        person(session).type("half a thought");
        eventually(() -> assertThat(person(session).screen()).contains("half a thought"));

        String message = send(session, "SAY when the draft is gone", "queue");
        eventually(() -> assertThat(states(session, message)).contains("held: draft"));
        assertThat(person(session).screen()).contains("half a thought").doesNotContain("when the draft is gone");
        assertThat(stage().activity(session)).isEqualTo("idle");
        person(session).press("C-u");
        eventually(() -> assertThat(states(session, message)).endsWith("submitted", "started", "done"));

        assertThat(stage().prompts(session)).containsExactly("SAY when the draft is gone");
        assertThat(stage().world().told("half a thought")).isZero();
    }

    @Test
    void aDraftThatThePersonSendsComesFirst() {
        String session = stage().create();
        person(session).type("SAY by hand");
        eventually(() -> assertThat(person(session).screen()).contains("SAY by hand"));

        String message = send(session, "SAY by message", "queue");
        eventually(() -> assertThat(states(session, message)).contains("held: draft"));
        person(session).press("Enter");
        eventually(() -> assertThat(states(session, message)).endsWith("submitted", "started", "done"));

        assertThat(stage().prompts(session)).containsExactly("SAY by hand", "SAY by message");
        assertThat(stage().world().told("SAY by hand")).isEqualTo(1);
        assertThat(stage().world().told("SAY by message")).isEqualTo(1);
    }
}
