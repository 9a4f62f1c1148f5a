package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.runtime.Key;
import dev.tagma.testkit.fake.FakeTerminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** An agent at work, whose dialog may come up while the submit key is about to be pressed. */
class InterlockTest {

    private static final Duration UNTIL_ASKED = Duration.ofMinutes(1);

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Pulse seen = new Pulse();

    @TempDir
    private Path directory;

    private Asks asks;
    private FakeTerminal terminal;
    private int heard;

    @BeforeEach
    void anAgentWorks() {
        asks = new Asks(new HookSpool(directory, mapper), new Decision(mapper), observation -> {});
        terminal = new RecordedProgram(RecordedProgram.screen("working-draft")).start("agent", directory);
    }

    @Test
    void aScreenThatChangesDoesNotEndTheWaitForADialog() {
        interlock(this::changeTwiceThenAsk, UNTIL_ASKED).submit(terminal);

        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    @Test
    void theKeyIsPressedWhileTheHooksAreHeldIfNothingWasAsked() {
        interlock(() -> assertThat(held()).exists(), Duration.ofMillis(1)).submit(terminal);

        assertThat(RecordedProgram.keys(terminal)).containsExactly(Key.Named.ENTER);
        assertThat(held()).doesNotExist();
    }

    @Test
    void aDialogThatNoHookTellsOfIsSeenOnTheScreen() {
        terminal = new RecordedProgram(RecordedProgram.screen("permission-bash")).start("other", directory);

        interlock(() -> {}, Duration.ofMillis(1)).submit(terminal);

        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    private void changeTwiceThenAsk() {
        heard++;
        if (heard < 3) {
            seen.beat();
        } else {
            asks.opened(new HookEvent(
                    "1700000000000000001-999999999",
                    Instant.EPOCH,
                    mapper.readTree(
                            "{\"hook_event_name\":\"PermissionRequest\",\"tool_name\":\"Bash\",\"tool_input\":{}}")));
        }
    }

    private Interlock interlock(Runnable hear, Duration dialogFollows) {
        return new Interlock(new HookSpool(directory, mapper), asks, hear, new ClaudeScreen(), seen, dialogFollows);
    }

    private Path held() {
        return directory.resolve("hold");
    }
}
