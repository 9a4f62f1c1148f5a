package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;

/** A turn in which a permission is given, while a message waits, with an agent that an adapter of its own drives. */
class CrashInExampleAdapterTest extends CrashScenarios {

    private String session = "";

    @Override
    World world() {
        return new ExampleAdapterWorld();
    }

    @Override
    void prepare(String run) {
        if (session.isEmpty()) {
            session = stage().create("--in-place");
        }
        stage().ok("wait", session, "--timeout", "60");
    }

    @Override
    void play(String run) {
        insist("send", session, "--key", run + "0", "run touch " + run + "file");
        until(() -> stage().activity(session).equals("waiting_permission"));
        insist("send", session, "--key", run + "1", run + "after");
        until(() -> {
            if (stage().activity(session).equals("waiting_permission")) {
                stage().tagma("approve", session);
            }
            return !stage().activity(session).equals("waiting_permission")
                    && !stage().activity(session).equals("unknown");
        });
        insist("wait", session, "--timeout", "60");
    }

    @Override
    void check(String run) {
        wasToldOnce(run + "file", run + "after");
        assertThat(stage().repository().resolve(run + "file")).exists();
        allDone(2);
        assertThat(happened("turn.started")).hasSize(2);
        assertThat(happened("turn.ended"))
                .hasSize(2)
                .allSatisfy(
                        (Json ended) -> assertThat(Stage.text(ended, "outcome")).isEqualTo("completed"));
        assertThat(happened("request.opened")).hasSize(1);
        assertThat(happened("request.closed"))
                .singleElement()
                .satisfies(
                        (Json closed) -> assertThat(Stage.text(closed, "how")).isEqualTo("answered"));
        assertThat(stage().activity(session)).isEqualTo("idle");
    }
}
