package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A session's work goes over to another session with the scripted agent. */
final class ScriptedHandoffTest extends LiveScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }

    @Test
    void theSameAgentGoesOnWithTheConversationAndTheWorkspace() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY the former one");
        Files.writeString(workspace(session).resolve("draft.txt"), "a draft");

        String heir = stage().ok("handoff", session, "--model", "other", "-q").line();
        becomes(heir, "activity", "idle");
        stage().say(heir, "SAY the heir");

        assertThat(said(heir)).contains("SAY the former one", "SAY the heir");
        assertThat(workspace(heir)).isEqualTo(workspace(session));
        assertThat(field(heir, "agentSessionId")).isEqualTo(field(session, "agentSessionId"));
        assertThat(field(session, "lifecycle")).isEqualTo("stopped");
        assertThat(data(session, "session.handed")).hasSize(1);
        assertThat(stage().tagma("start", session).err()).contains("was handed over to " + heir);

        stage().ok("rm", session);
        assertThat(workspace(heir).resolve("draft.txt")).hasContent("a draft");
    }
}
