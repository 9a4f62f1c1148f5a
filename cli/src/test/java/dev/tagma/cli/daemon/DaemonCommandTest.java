package dev.tagma.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DaemonCommandTest {

    @Test
    void theDaemonKnowsWhereThePersonsClaudeCodeKeepsItsThingsAndNoKey() {
        var command = new DaemonCommand(
                Map.of(),
                Map.of(
                        "HOME", "/home/anna",
                        "LANG", "C.UTF-8",
                        "CLAUDE_CONFIG_DIR", "/home/anna/claude",
                        "ANTHROPIC_API_KEY", "secret",
                        "CLAUDE_CODE_OAUTH_TOKEN", "secret"));

        assertThat(command.allowed())
                .isEqualTo(Map.of("HOME", "/home/anna", "LANG", "C.UTF-8", "CLAUDE_CONFIG_DIR", "/home/anna/claude"));
    }
}
