package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.nio.file.Files;

/** A turn in which a permission is given, with an agent that a program of its own drives. */
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
        insist("send", session, "--key", run, "run touch " + run + "file");
        until(() -> {
            stage().tagma("approve", session);
            return Files.exists(stage().repository().resolve(run + "file"));
        });
        insist("wait", session, "--timeout", "60");
    }

    @Override
    void check(String run) {
        wasToldOnce(run + "file");
        allDone(1);
        assertThat(happened("turn.started")).hasSize(1);
        assertThat(happened("turn.ended"))
                .singleElement()
                .satisfies(
                        (Json ended) -> assertThat(Stage.text(ended, "outcome")).isEqualTo("completed"));
        assertThat(happened("request.opened")).hasSize(1);
        assertThat(happened("request.closed"))
                .singleElement()
                .satisfies(
                        (Json closed) -> assertThat(Stage.text(closed, "how")).isEqualTo("answered"));
        assertThat(stage().activity(session)).isEqualTo("idle");
    }
}
