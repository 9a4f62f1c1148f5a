package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.contract.StoreSamples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaudeLaunchTest {

    @Test
    void theAgentGetsWhatProgramsNeedAndWhereItsThingsAre() {
        assertThat(environment(Map.of("PATH", "/bin", "LC_ALL", "C.UTF-8", "CLAUDE_CONFIG_DIR", "/home/anna/claude")))
                .containsEntry("PATH", "/bin")
                .containsEntry("LC_ALL", "C.UTF-8")
                .containsEntry("CLAUDE_CONFIG_DIR", "/home/anna/claude");
    }

    @Test
    void noKeyOfTheDaemonsSurroundingsReachesTheAgent() {
        assertThat(environment(Map.of(
                        "ANTHROPIC_API_KEY", "secret",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "GOOGLE_APPLICATION_CREDENTIALS", "secret",
                        "CLAUDE_CODE_OAUTH_TOKEN", "secret",
                        "MCP_TOKEN", "secret")))
                .doesNotContainValue("secret");
    }

    private static Map<String, String> environment(Map<String, String> inherited) {
        return ClaudeLaunch.environment(inherited, Map.of(), StoreSamples.session(1), Map.of());
    }
}
