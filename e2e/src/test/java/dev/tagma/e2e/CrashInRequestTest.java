package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;

/** A permission that is given and a question that is answered, while a message waits that must not be typed into them. */
final class CrashInRequestTest extends CrashScenarios {

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
        String script = "BASH touch " + run + "file\nASK Which " + run + "?|Red|Blue\nSAY " + run + "end";
        insist("send", session, "--key", run + "0", script);
        until(() -> stage().activity(session).equals("waiting_permission"));
        insist("send", session, "--key", run + "1", "SAY " + run + "after");
        answered(() -> stage().tagma("approve", session), "waiting_permission");
        until(() -> stage().activity(session).equals("waiting_question"));
        answered(() -> stage().tagma("answer", session, "Blue"), "waiting_question");
        insist("wait", session, "--timeout", "60");
    }

    /** A person answers again when told that it failed and the session still asks. */
    private void answered(Runnable answer, String while_) {
        until(() -> {
            if (stage().activity(session).equals(while_)) {
                answer.run();
            }
            return !stage().activity(session).equals(while_)
                    && !stage().activity(session).equals("unknown");
        });
    }

    @Override
    void check(String run) {
        wasToldOnce(run + "file", run + "after");
        assertThat(stage().repository().resolve(run + "file")).exists();
        assertThat(said(session)).contains("Blue");
        allDone(2);
        assertThat(happened("request.opened")).hasSize(2);
        assertThat(happened("request.closed"))
                .hasSize(2)
                .allSatisfy(
                        (Json closed) -> assertThat(Stage.text(closed, "how")).isEqualTo("answered"));
        assertThat(stage().activity(session)).isEqualTo("idle");
    }
}
