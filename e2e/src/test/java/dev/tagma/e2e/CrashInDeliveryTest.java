package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.util.List;

/** A message with a turn, and two that are queued while the agent works. */
final class CrashInDeliveryTest extends CrashScenarios {

    private String session = "";

    @Override
    void prepare(String run) {
        if (session.isEmpty()) {
            session = stage().create("--in-place");
        }
        stage().ok("wait", session, "--timeout", "60");
    }

    @Override
    void play(String run) {
        insist("send", session, "--key", run + "0", "WAIT " + run + "gate");
        until(() -> stage().activity(session).equals("working"));
        insist("send", session, "--key", run + "1", "SAY " + run + "one");
        insist("send", session, "--key", run + "2", "SAY " + run + "two");
        stage().world().open(run + "gate");
        insist("wait", session, "--timeout", "60");
    }

    @Override
    void check(String run) {
        wasToldOnce(run + "gate", run + "one", run + "two");
        allDone(3);
        List<String> prompts = happened("turn.started").stream()
                .map((Json data) -> Stage.text(data, "prompt").strip())
                .toList();
        assertThat(prompts).containsExactly("WAIT " + run + "gate", "SAY " + run + "one", "SAY " + run + "two");
        assertThat(happened("turn.ended")).hasSize(3);
        assertThat(stage().activity(session)).isEqualTo("idle");
    }
}
