package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent's program ends as soon as it is started. */
abstract class StartScenarios extends LiveScenarios {

    @Override
    final List<String> wrapper() throws IOException {
        Path script = stage().root().resolve("agent with moods");
        Files.writeString(script, """
                #!/bin/sh
                [ ! -e "$0.broken" ] || exec "$@" --no-such-option
                exec "$@"
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return List.of(script.toString());
    }

    @Test
    void anAgentThatEndsAtOnceHasFailedWithItsLastWordsAndItsMessageIsKept() throws IOException {
        Path broken = Files.createFile(stage().root().resolve("agent with moods.broken"));

        Stage.Run created = stage().tagma(
                        "create",
                        "-q",
                        "-a",
                        stage().world().agent(),
                        "-p",
                        stage().repository().toString());
        assertThat(created.exit()).isEqualTo(1);
        assertThat(created.err()).contains("unknown option '--no-such-option'");
        String session = created.line();
        String message = send(session, "SAY kept until it starts", "queue");
        eventually(() -> assertThat(states(session, message)).containsExactly("accepted", "held: the agent is failed"));
        assertThat(lifecycles(session)).containsExactly("preparing", "starting", "failed");
        assertThat(field(session, "reason"))
                .contains("exit code 1", "while it was starting", "unknown option '--no-such-option'");
        assertThat(stage().activities(session)).isEmpty();

        stage().killDaemon();
        Files.delete(broken);
        assertThat(field(session, "lifecycle")).isEqualTo("failed");
        post(session, "start", "{}");
        eventually(() -> assertThat(states(session, message)).endsWith("submitted", "started", "done"));

        assertThat(stage().world().told("SAY kept until it starts")).isEqualTo(1);
        assertThat(lifecycles(session))
                .containsExactly("preparing", "starting", "failed", "preparing", "starting", "live");
        assertThat(stage().activities(session)).containsExactly("idle", "working", "idle");
        assertThat(said(session)).contains("kept until it starts");
    }
}
