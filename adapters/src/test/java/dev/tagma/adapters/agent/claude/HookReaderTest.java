package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class HookReaderTest {

    private final JsonMapper mapper = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    private final List<Reading> seen = new ArrayList<>();
    private int told;

    @BeforeEach
    void prepare() throws IOException {
        new HookSpool(directory, mapper).prepare();
    }

    @Test
    void knowsThatAPlanIsAskedBeforeTheHookThatAsksIsHeard() throws IOException {
        HookReader hooks = reader();

        tell("{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"ExitPlanMode\",\"tool_input\":{}}");
        hooks.look();

        assertThat(hooks.asked()).isEqualTo(WaitingFor.PLAN);
    }

    @Test
    void knowsThatAPlanIsAskedHoweverLongAgoItsHookAsked() throws IOException {
        HookReader hooks = reader();

        tell("{\"hook_event_name\":\"PermissionRequest\",\"tool_name\":\"ExitPlanMode\",\"tool_input\":{}}");
        hooks.look();

        assertThat(hooks.asked()).isEqualTo(WaitingFor.PLAN);
    }

    @Test
    void takesWhatIsAskedForPermissionOnceThePlanIsDecided() throws IOException {
        HookReader hooks = reader();

        tell("{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"ExitPlanMode\",\"tool_input\":{}}");
        tell("{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"ExitPlanMode\",\"tool_input\":{}}");
        tell("{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{}}");
        hooks.look();

        assertThat(hooks.asked()).isEqualTo(WaitingFor.PERMISSION);
    }

    @Test
    void saysWhyATurnFailedBeforeItSaysThatItIsOver() throws IOException {
        tell(
                "{\"hook_event_name\":\"StopFailure\",\"error\":\"unknown\",\"last_assistant_message\":\"API Error: 400\"}");

        reader().look();

        assertThat(seen)
                .containsSubsequence(
                        new Reading.Condition(ConditionKind.ERROR, "API Error: 400", Optional.empty()),
                        new Reading.Turn(TurnState.OVER));
    }

    @Test
    void looksWhetherWorkBeganBeforeItSaysThatItIsOver() throws IOException {
        tell("{\"hook_event_name\":\"Stop\"}");

        reader().look();

        assertThat(seen).containsSubsequence(new Reading.Turn(TurnState.RUNNING), new Reading.Turn(TurnState.OVER));
    }

    @Test
    void knowsAUsedUpLimitByItsWords() throws IOException {
        String words = "You've hit your 5-hour limit · resets 10:15am (UTC)";
        tell("{\"hook_event_name\":\"StopFailure\",\"error\":\"rate_limit\",\"last_assistant_message\":\"" + words
                + "\"}");

        reader().look();

        assertThat(seen).contains(new Reading.Condition(ConditionKind.USAGE_LIMITED, words, Optional.empty()));
    }

    @Test
    void knowsALoginThatIsNotGoodAnyMoreByItsWords() throws IOException {
        String words = "Please run /login · API Error: 401 OAuth token has expired";
        tell("{\"hook_event_name\":\"StopFailure\",\"last_assistant_message\":\"" + words + "\"}");

        reader().look();

        assertThat(seen).contains(new Reading.Condition(ConditionKind.LOGGED_OUT, words, Optional.empty()));
    }

    private HookReader reader() {
        HookSpool spool = new HookSpool(directory, mapper);
        return new HookReader(
                spool,
                new Asks(spool, new Decision(mapper), observation -> {}),
                this::observed,
                (id, file) -> {},
                () -> seen.add(new Reading.Turn(TurnState.RUNNING)),
                new TasksLeft(),
                () -> {},
                Clock.systemUTC());
    }

    private void observed(Observation observation) {
        if (observation instanceof Observation.Seen(Fact fact)) {
            seen.add(fact.reading());
        }
    }

    private void tell(String payload) throws IOException {
        told++;
        Files.writeString(directory.resolve("events/170000000000000000" + told + "-1.json"), payload);
    }
}
