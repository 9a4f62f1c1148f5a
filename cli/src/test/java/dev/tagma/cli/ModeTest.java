package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.wire.json.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModeTest extends CommandTest {

    private static final String PATH = "/v1/sessions/calm-otter/mode";

    @BeforeEach
    void session() {
        daemon.at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at("POST " + PATH, Samples.idle(Samples.OTTER, "calm-otter"));
    }

    @Test
    void givesAnotherMode() {
        run("mode", "calm-otter", "plan", "--model", "opus").endsWith(0);

        assertThat(JsonText.write(sent("POST", PATH))).isEqualTo("{\"mode\":\"plan\",\"model\":\"opus\"}");
    }

    @Test
    void saysWhichItHas() {
        assertThat(run("mode", "calm-otter").endsWith(0).out()).startsWith("calm-otter  plan");

        assertThat(daemon.asked("POST", PATH)).isEmpty();
    }

    @Test
    void aModeThatThereIsNotIsRefusedBeforeAnybodyIsAsked() {
        run("mode", "calm-otter", "free").fails(2, "MODE 'free' is not one of ask, edits, plan, yolo, read_only");
    }

    @Test
    void whatTheAgentDoesNotTakeIsSaid() {
        daemon.at("POST " + PATH, FakeDaemon.problem(409, "conflict", "The agent does not take mode 'yolo'"));

        run("mode", "calm-otter", "yolo").fails(1, "The agent does not take mode 'yolo'");
    }
}
