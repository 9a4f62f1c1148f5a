package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Reading.WaitingFor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class HookReaderTest {

    private final JsonMapper mapper = JsonMapper.builder().build();

    @TempDir
    private Path directory;

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

    private HookReader reader() {
        HookSpool spool = new HookSpool(directory, mapper);
        return new HookReader(
                spool,
                new Asks(spool, new Decision(mapper), observation -> {}),
                observation -> {},
                (id, file) -> {},
                () -> {},
                Clock.systemUTC());
    }

    private void tell(String payload) throws IOException {
        told++;
        Files.writeString(directory.resolve("events/170000000000000000" + told + "-1.json"), payload);
    }
}
