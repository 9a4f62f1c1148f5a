package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Setup scenarios with the real Claude Code, and the dialogs that only it has. */
@Tag("real-agent")
final class ClaudeSetupTest extends SetupScenarios {

    private final ClaudeWorld claude = new ClaudeWorld();

    @Override
    World world() {
        return claude;
    }

    @Test
    void aPersonIsLedThroughTheFirstStartBeforeAnythingIsTyped() {
        String session = asking("\"theme\":\"dark\"", claude.keyApproved());
        shows(session, "Choose the text style");
        String message = send(session, "SAY after the first start", "queue");
        staysUntyped(session, message, person(session).screen());

        person(session).press("Enter");
        shows(session, "Security notes");
        staysUntyped(session, message, person(session).screen());
        person(session).press("Enter");
        shows(session, "Yes, I trust this folder");
        staysUntyped(session, message, person(session).screen());
        trust(session);

        arrivesOnce(session, message, "SAY after the first start");
        assertThat(stage().activities(session)).containsExactly("waiting_trust_or_login", "idle", "working", "idle");
    }

    @Test
    void aMessageWaitsUntilAPersonApprovesTheKey() {
        String session = asking(claude.onboarded(), claude.folderTrusted());
        shows(session, "Do you want to use this API key?");
        String message = send(session, "SAY with the key", "queue");
        staysUntyped(session, message, person(session).screen());

        person(session).press("Up");
        shows(session, "❯ Yes");
        person(session).press("Enter");

        arrivesOnce(session, message, "SAY with the key");
    }

    @Test
    void aMessageWaitsWhileAPersonIsAboutToLogIn() {
        String session = stage().create();
        person(session).enter("/login");
        becomes(session, "activity", "waiting_trust_or_login");
        String message = send(session, "SAY after the login", "queue");
        staysUntyped(session, message, person(session).screen());

        person(session).press("Escape");

        arrivesOnce(session, message, "SAY after the login");
        assertThat(stage().activities(session))
                .containsExactly("idle", "waiting_trust_or_login", "idle", "working", "idle");
    }

    /** A session whose agent finds these settings and has to ask. */
    private String asking(String... settings) {
        String session = stage().create(claude.finding(settings).toArray(String[]::new));
        assertThat(stage().activity(session)).isEqualTo("waiting_trust_or_login");
        return session;
    }

    private void shows(String session, String words) {
        eventually(() -> assertThat(person(session).screen()).contains(words));
    }

    private void arrivesOnce(String session, String message, String text) {
        eventually(() -> assertThat(states(session, message)).endsWith("submitted", "started", "done"));
        assertThat(stage().world().told(text)).isEqualTo(1);
    }
}
