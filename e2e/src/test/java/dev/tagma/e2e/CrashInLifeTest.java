package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A session that is created in a worktree and removed with work that is nowhere else. */
final class CrashInLifeTest extends CrashScenarios {

    private static final String WORK = "work of ";

    @Override
    void prepare(String run) {
        stage().ok("version");
    }

    @Override
    void play(String run) throws IOException {
        createInWorktree(run);
        Path workspace = workspace(run);
        Files.writeString(workspace.resolve("draft.txt"), WORK + run);
        until(() -> gone(run) || stage().tagma("rm", run, "--force", "dirty").exit() == 0);
    }

    @Override
    void check(String run) throws Exception {
        assertThat(happened("session.created")).hasSize(1);
        assertThat(happened("session.removed")).hasSize(1);
        assertThat(tmux("list-panes", "-a", "-F", "#{session_name}")).doesNotContain(run);
        assertThat(stage().git("worktree", "list")).doesNotContain(run);
        assertThat(stage().git("branch", "--list", run)).contains(run);
        assertThat(restored())
                .isNotEmpty()
                .allSatisfy(into -> assertThat(into.resolve("draft.txt")).hasContent(WORK + run));
    }
}
