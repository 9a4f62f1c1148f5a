package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session's work goes over to another session, with the scripted agents. */
final class ScriptedHandoffTest extends LiveScenarios {

    /** The other agent, which is spoken to over a protocol and has never heard of the first one's conversations. */
    private final ScriptedAcpWorld spoken = new ScriptedAcpWorld();

    @Override
    World world() {
        return new ScriptedWorld();
    }

    @Override
    String configuration() {
        spoken.prepare(stage().userHome(), stage().repository());
        return spoken.configuration(List.of());
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

    @Test
    void anotherAgentIsToldWhatWasSaidAndGoesOnInTheWorkspace() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY the clock is wrong");
        Files.writeString(workspace(session).resolve("draft.txt"), "a draft");

        Stage.Run handed = stage().ok(
                        "handoff",
                        session,
                        "--to",
                        spoken.agent(),
                        "--prompt",
                        "SAY mended\nBASH cat draft.txt > copy.txt");
        String heir = handed.out().lines().findFirst().orElseThrow();
        becomes(heir, "activity", "waiting_permission");
        stage().ok("approve", heir);
        settle(heir);

        assertThat(handed.err()).contains("entries of the conversation, as a brief", "lost");
        assertThat(spoken.heard())
                .anySatisfy(brief -> assertThat(brief).contains("> SAY the clock is wrong", "> the clock is wrong"));
        assertThat(workspace(heir)).isEqualTo(workspace(session));
        assertThat(workspace(heir).resolve("copy.txt")).hasContent("a draft");
        assertThat(field(heir, "agent")).isEqualTo(spoken.agent());
        assertThat(field(heir, "driver")).isEqualTo("protocol");
        assertThat(field(session, "lifecycle")).isEqualTo("stopped");
        assertThat(outcomes(heir)).containsExactly("completed");
    }

    @Test
    void andBackAgain() {
        String session = stage().ok(
                        "create",
                        "-q",
                        "-a",
                        spoken.agent(),
                        "-p",
                        stage().repository().toString())
                .line();
        stage().say(session, "SAY spoken over a protocol");

        String heir = stage().ok("handoff", session, "--to", stage().world().agent(), "-q")
                .line();
        becomes(heir, "activity", "idle");
        eventually(() -> assertThat(outcomes(heir)).containsExactly("completed"));

        assertThat(said(heir, "user")).contains("SAY spoken over a protocol", "wait to be told");
        assertThat(field(heir, "driver")).isEqualTo("terminal");
    }
}
