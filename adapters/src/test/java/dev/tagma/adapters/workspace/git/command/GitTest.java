package dev.tagma.adapters.workspace.git.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {

    @TempDir
    Path temporary;

    private final Git git = new Git(Map.of("PATH", System.getenv("PATH"), "GIT_DIR", "/nowhere", "SECRET", "s"));

    @Test
    void gitSeesLittleOfOurEnvironment() {
        String seen = git.in(temporary, "-c", "alias.seen=!env", "seen").check().text();

        assertThat(seen).doesNotContain("SECRET", "GIT_DIR=/nowhere").contains("GIT_TERMINAL_PROMPT=0", "LC_ALL=C");
    }

    @Test
    void aFailureNamesTheCommandAndWhatGitSaid() {
        assertThatThrownBy(() -> git.in(temporary, "rev-parse", "HEAD").check())
                .hasMessageContaining("git rev-parse HEAD in " + temporary)
                .hasMessageContaining("not a git repository");
    }

    @Test
    void aCommandThatHangsIsEndedAtItsLimit() {
        GitCommand hanging =
                git.in(temporary, "-c", "alias.hang=!exec sleep 600", "hang").withLimit(Duration.ofMillis(200));

        assertThatThrownBy(hanging::run).hasMessageContaining("took longer than PT0.2S");
    }

    /** As an ssh does that keeps its connection for the next time. */
    @Test
    void whatACommandLeavesBehindWithItsComplaintsIsNotWaitedFor() {
        String left = git.in(temporary, "-c", "alias.leave=!echo hm >&2; sleep 300 >/dev/null & echo $!; :", "leave")
                .check()
                .text();

        ProcessHandle sleeping = ProcessHandle.of(Long.parseLong(left)).orElseThrow();
        assertThat(sleeping.isAlive()).isTrue();
        sleeping.destroyForcibly();
    }

    @Test
    void muchInputAndMuchOutputDoNotBlockEachOther() {
        String input = "x\n".repeat(500_000);

        assertThat(git.in(temporary, "-c", "alias.echo=!cat", "echo")
                        .check(input)
                        .bytes())
                .isEqualTo(input);
    }

    @Test
    void aCommandThatAnotherGitDisturbedIsRunAgain() throws IOException {
        assertThat(disturbed(3).check().text()).isEqualTo("done at call 4");
    }

    @Test
    void aWorktreeThatStaysHalfMadeIsToldAsGitTellsIt() throws IOException {
        assertThat(disturbed(1000).run().reason())
                .isEqualTo("fatal: failed to read .git/worktrees/noble-whale/commondir: Success");
    }

    @Test
    void aWorktreeThatAnotherGitIsAddingIsKnownByWhatTheRealGitSaysOfIt() throws IOException {
        git.in(temporary, "init", "-q").check();
        git.in(temporary, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "start")
                .check();
        git.in(temporary, "worktree", "add", "-q", "other").check();
        Files.writeString(temporary.resolve(".git/worktrees/other/commondir"), "");

        try (GitProcess process = git.in(temporary, "worktree", "add", "mine").start()) {
            assertThat(process.finish()).matches(GitOutput::disturbed, "disturbed");
        }
    }

    /** A command that says of its first calls what git 2.39.5 said while another was adding a worktree. */
    private GitCommand disturbed(int calls) throws IOException {
        Path script = temporary.resolve("disturbed");
        Files.writeString(script, """
                echo >>"$0.calls"
                count=$(wc -l <"$0.calls")
                [ "$count" -gt %d ] && { echo "done at call $count"; exit 0; }
                echo "fatal: failed to read .git/worktrees/noble-whale/commondir: Success" >&2
                exit 128
                """.formatted(calls));
        return git.in(temporary, "-c", "alias.disturbed=!sh " + script, "disturbed");
    }

    @Test
    void aDirectoryThatIsGoneIsMissing() throws IOException {
        Path gone = Files.createDirectory(temporary.resolve("gone"));
        Files.delete(gone);

        assertThatThrownBy(() -> git.in(gone, "status").run()).hasMessageContaining("is not there");
    }
}
