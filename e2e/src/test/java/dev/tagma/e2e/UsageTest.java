package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What agents use, and budgets that stop before the next turn, over the real command line and daemon. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class UsageTest {

    /** What the scripted agent says that an answer used. */
    private static final long OF_ANSWER = 110;

    private Stage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        stage = new Stage(new ScriptedWorld());
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private Json total(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "usage";
        all[1] = "--json";
        System.arraycopy(words, 0, all, 2, words.length);
        return Stage.member(stage.ok(all).json(), "total");
    }

    private long tokens(String... words) {
        Json count = Stage.member(Stage.member(total(words), "tokens"), "total");
        return ((Json.JsonNumber) count).whole().orElseThrow();
    }

    @Test
    void whatWasUsedIsSummedUpAndStaysWhatItIsOverARestart() throws IOException {
        Files.writeString(
                stage.home().configurationFile().resolveSibling("prices.yaml"),
                "version: test\nprices:\n  - {model: scripted, input: 10000, output: 100000}\n");
        String first = stage.create("-g", "team/api");
        String second = stage.create("-g", "team");
        stage.say(first, "SAY one");
        stage.say(first, "SAY two");
        stage.say(second, "SAY three");

        assertThat(tokens()).isEqualTo(3 * OF_ANSWER);
        assertThat(tokens("--session", first)).isEqualTo(2 * OF_ANSWER);
        assertThat(tokens("--group", "team")).isEqualTo(3 * OF_ANSWER);
        assertThat(tokens("--group", "team/api")).isEqualTo(2 * OF_ANSWER);
        assertThat(Stage.text(total(), "dollars")).isEqualTo("6");
        assertThat(stage.ok("usage").out()).contains(first, second, "total", "300", "$4.00", "$2.00", "$6.00");
        assertThat(stage.ok("usage", "--by", "turn", "--session", first).out()).containsPattern("(?m)^2 +100 +10 ");
        for (String by : List.of("group", "agent", "model", "day")) {
            assertThat(tokens("--by", by)).as(by).isEqualTo(3 * OF_ANSWER);
        }
        assertThat(tokens("--until", "2020-01-01")).isZero();

        stage.ok("down");
        stage.say(second, "SAY four");

        assertThat(tokens()).isEqualTo(4 * OF_ANSWER);
        stage.ok("rm", first, "--force", "all");
        assertThat(tokens()).as("what was used stays used").isEqualTo(4 * OF_ANSWER);
    }

    @Test
    void aModelWithoutAPriceIsSaidToHaveNone() {
        String session = stage.create("--model", "nobodys-model");
        stage.say(session, "SAY one");

        assertThat(stage.ok("usage", "--by", "model").out()).containsPattern("(?m)^nobodys-model .* unknown$");
        assertThat(Stage.text(total(), "dollars")).isEmpty();
        assertThat(Stage.list(total(), "unpricedModels").toString()).contains("nobodys-model");
    }

    @Test
    void aBudgetThatIsUsedUpHoldsTheNextTurnUntilItIsRaised() throws IOException {
        stage.configure(List.of(), budget(2 * OF_ANSWER));
        String session = stage.create();
        stage.say(session, "SAY one");
        stage.say(session, "SAY two");

        stage.ok("send", session, "SAY three");
        LiveScenarios.eventually(() -> assertThat(stage.events(session).toString())
                .contains("the budget of the session is used up: 220 of 220 tokens", "restart the daemon"));
        assertThat(stage.world().told("SAY three")).isZero();
        assertThat(stage.events(session).stream().map(event -> Stage.text(event, "type")))
                .containsOnlyOnce("budget.reached");
        assertThat(stage.ok("events", "--session", session).out()).contains("budget of the session is used up");

        stage.ok("down");
        stage.configure(List.of(), budget(3 * OF_ANSWER));
        stage.ok("wait", session, "--timeout", "90");

        LiveScenarios.eventually(
                () -> assertThat(stage.world().told("SAY three")).isEqualTo(1));
    }

    private static String budget(long tokens) {
        return "budgets:\n  session:\n    tokens: " + tokens + "\n    warnAt: 100\n";
    }
}
