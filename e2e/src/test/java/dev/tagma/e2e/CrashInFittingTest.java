package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A session whose project carries files over, runs scripts and leases a port, from its creation to its removal. */
final class CrashInFittingTest extends CrashScenarios {

    private static final String UP = """
            test "$(cat .env)" = KEY=1 && test -L node_modules && test -n "$TAGMA_PORT_WEB" || exit 1
            echo up >> "$TAGMA_PROJECT/ran.${TAGMA_WORKSPACE##*/}"
            """;

    private static final String DOWN = """
            echo down >> "$TAGMA_PROJECT/ran.${TAGMA_WORKSPACE##*/}"
            """;

    @Override
    void prepare(String run) throws IOException {
        Path repository = stage().repository();
        if (Files.exists(repository.resolve(".tagma"))) {
            return;
        }
        write(repository.resolve(".env"), "KEY=1\n");
        write(repository.resolve("node_modules/a"), "a\n");
        write(repository.resolve("scripts/up.sh"), UP);
        write(repository.resolve("scripts/down.sh"), DOWN);
        write(repository.resolve(".tagma/config.yaml"), """
                workspace:
                  copy: [.env]
                  link: [node_modules]
                  setup: scripts/up.sh
                  teardown: scripts/down.sh
                  ports: [web]
                """);
        Stage.Run refused = stage().tagma("create", "-a", stage().world().agent(), "-p", repository.toString());
        assertThat(refused.err()).contains("tagma trust " + repository);
        stage().ok("trust", "--yes", repository.toString());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    void play(String run) throws IOException {
        createInWorktree(run);
        assertThat(workspace(run).resolve(".env")).hasContent("KEY=1\n");
        assertThat(stage().ok("show", run).out()).contains("TAGMA_PORT_WEB=");
        Files.writeString(workspace(run).resolve("draft.txt"), "work of " + run);
        until(() -> gone(run) || stage().tagma("rm", run, "--force", "dirty").exit() == 0);
    }

    @Override
    void check(String run) throws Exception {
        List<String> ran = Files.readAllLines(stage().repository().resolve("ran." + run));
        // More than once where a daemon died of it; the agent never ran before it was up, nor after it was down.
        assertThat(ran).startsWith("up").endsWith("down");
        assertThat(String.join(" ", ran)).matches("up( up)?( down){1,3}");
        assertThat(stage().repository().resolve("node_modules/a")).hasContent("a\n");
        assertThat(happened("session.removed")).hasSize(1);
        assertThat(stage().git("worktree", "list")).doesNotContain(run);
        for (Path into : restored()) {
            assertThat(into.resolve("draft.txt")).hasContent("work of " + run);
            assertThat(into.resolve("node_modules")).isSymbolicLink();
        }
    }
}
