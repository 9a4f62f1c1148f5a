package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A session in two repositories, from its creation to its removal with work in one of them that is nowhere else. */
final class CrashInSeveralTest extends CrashScenarios {

    private Path web = Path.of("");

    @Override
    void prepare(String run) throws Exception {
        if (web.toString().isEmpty()) {
            web = stage().another("web");
        }
        stage().ok("version");
    }

    @Override
    void play(String run) throws IOException {
        until(() -> {
            if (gone(run)) {
                stage().tagma(
                                "create",
                                "-q",
                                "-a",
                                stage().world().agent(),
                                "-p",
                                stage().repository().toString(),
                                "--with",
                                web.toString(),
                                "--handle",
                                run);
            }
            return field(run, "lifecycle").equals("live");
        });
        Files.writeString(workspace(run).resolve("web/draft.txt"), "work of " + run);
        until(() -> gone(run) || stage().tagma("rm", run, "--force", "dirty").exit() == 0);
    }

    @Override
    void check(String run) throws Exception {
        assertThat(happened("session.created")).hasSize(1);
        assertThat(happened("session.removed")).hasSize(1);
        assertThat(stage().git("worktree", "list")).doesNotContain(run);
        assertThat(Stage.git(web, "worktree", "list")).doesNotContain(run);
        List<String> rescues = happened("workspace.saved").stream()
                .map((Json saved) -> Stage.text(saved, "rescue"))
                .distinct()
                .toList();
        assertThat(rescues).isNotEmpty();
        for (String rescue : rescues) {
            Path into = stage().home().state().resolve("back-" + rescue);
            postTo("/v1/rescues/" + rescue + "/restore", "{\"into\":\"" + into + "\"}");
            assertThat(into.resolve("web/draft.txt")).hasContent("work of " + run);
            assertThat(Stage.git(into.resolve("web"), "status", "--porcelain")).isEqualTo("?? draft.txt\n");
        }
    }
}
