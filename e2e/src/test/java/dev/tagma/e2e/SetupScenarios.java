package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The agent's program asks a person something about itself before it can be told anything. */
abstract class SetupScenarios extends LiveScenarios {

    @Test
    void aMessageWaitsUntilAPersonTrustsTheFolder() {
        String session = distrusting();
        String dialog = person(session).screen();

        String message = send(session, "SAY hello in a trusted folder", "queue");
        staysUntyped(session, message, dialog);
        assertThat(field(session, "lifecycle")).isEqualTo("starting");
        assertThat(get(session, "explain")).contains("trust-or-login");
        trust(session);
        eventually(() -> assertThat(states(session, message)).endsWith("submitted", "started", "done"));

        assertThat(stage().world().told("SAY hello in a trusted folder")).isEqualTo(1);
        eventually(() -> assertThat(stage().activities(session))
                .containsExactly("waiting_trust_or_login", "idle", "working", "idle"));
        assertThat(lifecycles(session)).containsExactly("preparing", "starting", "live");
    }

    @Test
    void theNextDaemonSeesTheDialogToo() throws IOException {
        String session = distrusting();
        String message = send(session, "SAY after the restart", "queue");
        String dialog = person(session).screen();

        stage().killDaemon();

        becomes(session, "activity", "waiting_trust_or_login");
        staysUntyped(session, message, dialog);
        trust(session);
        eventually(() -> assertThat(states(session, message)).endsWith("submitted", "started", "done"));
        assertThat(stage().world().told("SAY after the restart")).isEqualTo(1);
    }

    @Test
    void aFolderThatNobodyTrustsFailsTheStartAndKeepsTheMessage() {
        String session = distrusting();
        String message = send(session, "SAY on second thoughts", "queue");

        // No is what it suggests.
        person(session).press("Enter");

        becomes(session, "lifecycle", "failed");
        assertThat(field(session, "reason")).contains("while it was starting");
        eventually(() -> assertThat(states(session, message)).endsWith("held: the agent is failed"));
        post(session, "start", "{}");
        becomes(session, "activity", "waiting_trust_or_login");
        trust(session);
        eventually(() -> assertThat(states(session, message)).endsWith("submitted", "started", "done"));
        assertThat(stage().world().told("SAY on second thoughts")).isEqualTo(1);
    }

    /** A session whose agent asks whether to trust its folder. */
    private String distrusting() {
        String session = stage().create(stage().world().distrusting().toArray(String[]::new));
        assertThat(stage().activity(session)).isEqualTo("waiting_trust_or_login");
        return session;
    }

    /** The message is held because of the dialog, and the dialog is as it was. */
    final void staysUntyped(String session, String message, String dialog) {
        eventually(() -> assertThat(states(session, message)).endsWith("held: waiting trust or login"));
        assertThat(still(person(session).screen())).isEqualTo(still(dialog));
    }

    /** Without the mascot, which runs about by itself: it is made of block elements and the room between them. */
    private static String still(String screen) {
        return screen.replaceAll("[ \\u2580-\\u259F]+", " ");
    }

    final void trust(String session) {
        person(session).sees("❯ No, exit").press("Down");
        person(session).sees("❯ Yes, I trust this folder").press("Enter");
    }
}
