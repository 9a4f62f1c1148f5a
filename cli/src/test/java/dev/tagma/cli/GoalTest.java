package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.wire.json.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoalTest extends CommandTest {

    private static final String PATH = "/v1/sessions/calm-otter/goal";
    private static final String GOAL = """
            {"objective":"All tests pass","state":"budget_limited","tokenBudget":5000,"tokensUsed":5120,
             "secondsUsed":95,"since":"2026-01-01T00:00:00Z"}""";

    @BeforeEach
    void session() {
        daemon.at("POST " + PATH, GOAL);
        daemon.at("GET " + PATH, "{\"goal\":" + GOAL + "}");
        daemon.at("DELETE " + PATH, "{\"dropped\":true}");
    }

    @Test
    void setsAGoalWithItsTokens() {
        assertThat(run("goal", "calm-otter", "All tests pass", "--budget", "5000")
                        .endsWith(0)
                        .out())
                .isEqualTo("budget limited  5120 of 5000 tokens, 95 s  All tests pass\n");

        assertThat(JsonText.write(sent("POST", PATH)))
                .isEqualTo("{\"objective\":\"All tests pass\",\"tokenBudget\":5000}");
    }

    @Test
    void pausesAndResumesWhatThereIs() {
        run("goal", "calm-otter", "--pause").endsWith(0);
        assertThat(JsonText.write(sent("POST", PATH))).isEqualTo("{\"pursued\":false}");
    }

    @Test
    void showsWhatThereIsAndChangesNothing() {
        assertThat(run("goal", "calm-otter").endsWith(0).out()).contains("All tests pass");
        assertThat(daemon.asked("POST", PATH)).isEmpty();

        daemon.at("GET " + PATH, "{}");
        assertThat(run("goal", "calm-otter").endsWith(0).out()).isEqualTo("no goal\n");
    }

    @Test
    void dropsIt() {
        assertThat(run("goal", "calm-otter", "--clear").endsWith(0).out()).isEqualTo("dropped\n");
    }

    @Test
    void whatContradictsItselfIsRefusedBeforeAnybodyIsAsked() {
        run("goal", "calm-otter", "--pause", "--resume").fails(2, "--pause and --resume exclude each other: give one");
        run("goal", "calm-otter", "more", "--clear")
                .fails(2, "--clear drops the goal: give no text and no --budget with it");
        run("goal", "calm-otter", "--budget", "0", "more")
                .fails(2, "--budget '0' is not a whole number of the range: give 1 or more");
        run("goal", "calm-otter", " ").fails(2, "the text is empty: there is nothing to say");

        assertThat(daemon.asked("POST", PATH)).isEmpty();
        assertThat(daemon.asked("DELETE", PATH)).isEmpty();
    }

    @Test
    void anAgentThatPursuesNoneIsNamed() {
        daemon.at("POST " + PATH, FakeDaemon.problem(409, "conflict", "Agent 'gemini' pursues no goals by itself"));

        run("goal", "calm-otter", "All tests pass").fails(1, "Agent 'gemini' pursues no goals by itself");
    }
}
