package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A session that is created in a worktree and removed with work that is nowhere else. */
final class CrashInLifeTest extends CrashScenarios {

    private static final String WORK = "work of ";

    @Override
    void prepare(String run) {
        stage().ok("version");
    }

    @Override
    void play(String run) throws IOException {
        create(run);
        Path workspace = workspace(run);
        Files.writeString(workspace.resolve("draft.txt"), WORK + run);
        until(() -> gone(run) || stage().tagma("rm", run, "--force", "dirty").exit() == 0);
    }

    private void create(String run) {
        until(() -> {
            if (gone(run)) {
                stage().tagma(
                                "create",
                                "-q",
                                "-a",
                                stage().world().agent(),
                                "-p",
                                stage().repository().toString(),
                                "--worktree",
                                "--handle",
                                run);
            }
            return field(run, "lifecycle").equals("live");
        });
    }

    private boolean gone(String run) {
        return stage().tagma("show", run).err().contains("There is no session");
    }

    @Override
    void check(String run) throws Exception {
        assertThat(happened("session.created")).hasSize(1);
        assertThat(happened("session.removed")).hasSize(1);
        assertThat(happened("workspace.saved")).isNotEmpty();
        assertThat(tmux("list-panes", "-a", "-F", "#{session_name}")).doesNotContain(run);
        assertThat(stage().git("worktree", "list")).doesNotContain(run);
        assertThat(stage().git("branch", "--list", run)).contains(run);
        restores(run);
    }

    /** One rescue at least holds what was there at the end. */
    private void restores(String run) throws IOException {
        List<String> rescues = happened("workspace.saved").stream()
                .map((Json saved) -> Stage.text(saved, "rescue"))
                .distinct()
                .toList();
        for (String rescue : rescues) {
            Path into = stage().home().state().resolve("back-" + rescue);
            postTo("/v1/rescues/" + rescue + "/restore", "{\"into\":\"" + into + "\"}");
            assertThat(into.resolve("draft.txt")).hasContent(WORK + run);
        }
    }
}
