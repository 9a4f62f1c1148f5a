package dev.tagma.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.agent.Permissions.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {

    @TempDir
    private Path cwd;

    @ParameterizedTest
    @CsvSource({
        "default, echo hi, ALLOW",
        "default, sleep 1; ls | wc -l, ALLOW",
        "default, echo hi > file, ASK",
        "default, touch a, ASK",
        "acceptEdits, touch a, ALLOW",
        "acceptEdits, git commit, ASK",
        "bypassPermissions, rm -rf x, ALLOW",
        "dontAsk, git commit, DENY",
        "manual, touch a, ASK"
    })
    void commandsAreJudgedByModeAndWords(String mode, String command, Verdict verdict) {
        assertThat(permissions(mode).judge(ToolUse.bash(command, false))).isEqualTo(verdict);
    }

    @Test
    void rulesAllowExactCommandsPrefixesAndWholeTools() {
        var permissions = permissions("default", "Bash(touch a)", "Bash(git commit:*)", "Write");

        assertThat(permissions.judge(ToolUse.bash("touch a", false))).isEqualTo(Verdict.ALLOW);
        assertThat(permissions.judge(ToolUse.bash("touch ab", false))).isEqualTo(Verdict.ASK);
        assertThat(permissions.judge(ToolUse.bash("git commit -m x", false))).isEqualTo(Verdict.ALLOW);
        assertThat(permissions.judge(ToolUse.of("Write", Json.object("file_path", "f"))))
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void questionsAndPlansAreAlwaysAsked() {
        var permissions = permissions("bypassPermissions");

        assertThat(permissions.judge(ToolUse.question("Which?", List.of("a")))).isEqualTo(Verdict.ASK);
        assertThat(permissions.judge(ToolUse.of("ExitPlanMode", Json.object()))).isEqualTo(Verdict.ASK);
    }

    @Test
    void aRuleForTheProjectIsRememberedInItsSettings() throws Exception {
        var settings = cwd.resolve(".claude/settings.local.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"permissions\":{\"allow\":[\"Read\"]},\"other\":1}");

        permissions("default").update(Json.read("""
                                        [{"type":"addRules","destination":"localSettings","behavior":"allow",
                                          "rules":[{"toolName":"Bash","ruleContent":"touch:*"}]}]
                                        """).list());

        assertThat(Files.readString(settings))
                .isEqualTo("{\"permissions\":{\"allow\":[\"Read\",\"Bash(touch:*)\"]},\"other\":1}\n");
        assertThat(permissions("default", Settings.read(settings).allowed().toArray(String[]::new))
                        .judge(ToolUse.bash("touch x", false)))
                .isEqualTo(Verdict.ALLOW);
    }

    private Permissions permissions(String mode, String... allowed) {
        return new Permissions(cwd, List.of(allowed), mode);
    }
}
