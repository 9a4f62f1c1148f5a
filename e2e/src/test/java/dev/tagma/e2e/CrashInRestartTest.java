package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** An agent that is stopped and started again with its conversation, and a message that was sent while it was stopped. */
final class CrashInRestartTest extends CrashScenarios {

    private String session = "";
    private String conversation = "";

    @Override
    void prepare(String run) {
        if (session.isEmpty()) {
            session = stage().create("--in-place");
            stage().say(session, "SAY to begin with");
            conversation = field(session, "agentSessionId");
        }
        stage().ok("wait", session, "--timeout", "60");
    }

    @Override
    void play(String run) {
        bring(session, "stop", "stopped");
        insist("send", session, "--key", run, "SAY " + run + "word");
        start();
        insist("wait", session, "--timeout", "60");
    }

    /** It is refused where a daemon that died had begun with it. */
    private void start() {
        until(() -> {
            if (field(session, "lifecycle").equals("stopped")) {
                post(session, "start", "{}");
            }
            return true;
        });
        until(() -> field(session, "lifecycle").equals("live"));
    }

    @Override
    void check(String run) throws IOException, InterruptedException {
        wasToldOnce(run + "word");
        allDone(1);
        assertThat(stage().activity(session)).isEqualTo("idle");
        assertThat(field(session, "agentSessionId")).isEqualTo(conversation);
        assertThat(person(session).processes()).hasSize(1);
        assertThat(happened("session.lifecycle").stream().map(data -> Stage.text(data, "to")))
                .containsSubsequence("stopped", "preparing", "starting", "live")
                .doesNotContain("failed");
    }
}
