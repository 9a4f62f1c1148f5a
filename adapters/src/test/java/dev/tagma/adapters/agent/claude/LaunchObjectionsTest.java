package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Objection.Ground;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No argument and no variable undoes what Tagma says of a session, however it is written. */
final class LaunchObjectionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dangerously-skip-permissions",
                "--allow-dangerously-skip-permissions",
                "--permission-mode bypassPermissions",
                "--permission-mode=bypassPermissions",
                "--settings /tmp/other.json",
                "--settings={}",
                "--verbose --dangerously-skip-permissions",
                "--append-system-prompt --dangerously-skip-permissions",
                "--model opus",
                "--resume 1",
                "-r",
                "-c",
                "-vc",
                "-p hello",
                "--bg",
                "--worktree",
                "hello",
                "--verbose hello",
                "--name=one hello",
                "--name one hello",
                "-- hello"
            })
    void whatTagmaSaysItselfIsTaken(String arguments) {
        assertThat(objections(arguments)).extracting(Objection::ground).contains(Ground.TAKEN);
    }

    @Test
    void theArgumentIsNamedAndWhatToUseInstead() {
        assertThat(objections("--permission-mode=bypassPermissions"))
                .containsExactly(new Objection(
                        Ground.TAKEN, "'arguments' may not hold '--permission-mode': say it as the session's 'mode'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--allowedTools Bash",
                "--allowed-tools=Bash",
                "--mcp-config servers.json",
                "--plugin-dir plugins",
                "--agents {}",
                "--add-dir /",
                "--something-new"
            })
    void whatMayWidenThePermissionsIsForPeople(String arguments) {
        assertThat(objections(arguments)).extracting(Objection::ground).containsExactly(Ground.WIDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--verbose",
                "--effort high --verbose",
                "--append-system-prompt=-p",
                "--disallowedTools Bash Edit",
                "-nproduction",
                "-d api --name one"
            })
    void whatLeavesThePermissionsAsTheyAreIsNobodysBusiness(String arguments) {
        assertThat(objections(arguments)).isEmpty();
    }

    @Test
    void variablesThatFindProgramsAndSettingsAreForPeople() {
        assertThat(of(
                        Optional.empty(),
                        List.of(),
                        Map.of("PATH", "/evil", "CLAUDE_CONFIG_DIR", "/evil", "COLOUR", "1")))
                .extracting(Objection::ground)
                .containsExactly(Ground.WIDER, Ground.WIDER);
    }

    @Test
    void theValueOfAVariableIsNotTold() {
        assertThat(of(Optional.empty(), List.of(), Map.of("ANTHROPIC_API_KEY", "s3cret")))
                .allSatisfy(objection -> assertThat(objection.sentence())
                        .contains("ANTHROPIC_API_KEY")
                        .doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLAUDE_CODE_SIMPLE",
                "claude_code_simple",
                "CLAUDE_CODE_SAFE_MODE",
                "CLAUDE_CODE_EVEN_MORE_DANGEROUSLY_SKIP_PERMISSIONS"
            })
    void aVariableThatSilencesTheHooksOrThePermissionsIsTaken(String name) {
        assertThat(of(Optional.empty(), List.of(), Map.of(name, "1")))
                .extracting(Objection::ground)
                .containsExactly(Ground.TAKEN);
    }

    @Test
    void aModelIsNoArgument() {
        assertThat(of(Optional.of("--dangerously-skip-permissions"), List.of(), Map.of()))
                .extracting(Objection::ground)
                .containsExactly(Ground.TAKEN);
        assertThat(of(Optional.of("opus"), List.of(), Map.of())).isEmpty();
    }

    private static List<Objection> objections(String arguments) {
        return of(Optional.empty(), List.of(arguments.split(" ")), Map.of());
    }

    private static List<Objection> of(Optional<String> model, List<String> arguments, Map<String, String> environment) {
        return LaunchObjections.to(new Session.Launch(
                new AgentId("claude-code"), DriverKind.TERMINAL, PermissionMode.ASK, model, environment, arguments));
    }
}
