package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that work in several repositories, over the real command line, daemon, tmux and git. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SeveralRepositoriesTest {

    private Stage stage;
    private Path web;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        stage = new Stage(new ScriptedWorld());
        web = stage.another("web");
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void whatAnAgentDoesInTwoRepositoriesIsShownSavedAndComesBackTogether() throws Exception {
        String session = stage.create("--mode", "edits", "--with", "front=" + web, "--with-base", "front=main");
        Path workspace = stage.workspace(session);
        Path first = first(workspace);

        stage.say(session, "WRITE " + first.getFileName() + "/here.txt one\nWRITE front/there.txt two");

        assertThat(workspace.resolve("front/there.txt")).hasContent("two");
        assertThat(stage.ok("show", session).out())
                .contains("several " + workspace, "front, worktree of " + web, first.getFileName() + ", worktree of");
        assertThat(stage.ok("diff", session).out())
                .contains("b/" + first.getFileName() + "/here.txt", "b/front/there.txt");
        Stage.Run refused = stage.tagma("rm", session);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("in " + first.getFileName() + " 1 changed", "in front 1 changed");
        stage.ok("rm", session, "--force", "dirty");
        assertThat(workspace).doesNotExist();
        assertThat(stage.git("worktree", "list").lines()).hasSize(1);
        assertThat(Stage.git(web, "worktree", "list").lines()).hasSize(1);

        String rescue = stage.ok("completion", "rescues").line();
        stage.ok("rescue", "restore", rescue);

        assertThat(first.resolve("here.txt")).hasContent("one");
        assertThat(workspace.resolve("front/there.txt")).hasContent("two");
        assertThat(Stage.git(workspace.resolve("front"), "status", "--porcelain"))
                .isEqualTo("?? there.txt\n");
        assertThat(Stage.git(web, "worktree", "list"))
                .contains(workspace.resolve("front").toString());
    }

    @Test
    void theyAreReclaimedTogetherAndMadeAgainWhereTheyWere() throws Exception {
        String session = stage.create("--clone", "--with", web.toString());
        Path workspace = stage.workspace(session);
        stage.ok("stop", session);
        Files.writeString(workspace.resolve("web/draft"), "mine");
        assertThat(stage.ok("reclaim", "--yes").out()).contains("stays: not committed: web/draft");
        assertThat(workspace.resolve("web/draft")).exists();
        Files.delete(workspace.resolve("web/draft"));

        stage.ok("reclaim", "--yes");
        assertThat(workspace).doesNotExist();
        stage.ok("start", session);

        assertThat(stage.workspace(session)).isEqualTo(workspace);
        assertThat(Stage.git(workspace.resolve("web"), "status", "--porcelain")).isEmpty();
        assertThat(Stage.git(first(workspace), "status", "--porcelain")).isEmpty();
    }

    @Test
    void whatCannotBeBesideTheFirstIsRefusedBeforeThereIsASession() {
        for (List<String> wrong : List.of(
                List.of("--with", stage.root().resolve("none").toString()),
                List.of("--with", stage.repository().toString()),
                List.of("--with", web.toString(), "--with", "again=" + web),
                List.of("--with", web.toString(), "--with-base", "web=nowhere"))) {
            Stage.Run refused = create(wrong);
            assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
        }
        assertThat(create(List.of("--in-place", "--with", web.toString())).err())
                .contains("--in-place", "--with", "exclude each other");
        assertThat(create(List.of("--with", web.toString(), "--with-base", "x=main"))
                        .err())
                .contains("--with-base names 'x'");

        assertThat(stage.ok("ls", "--json").out()).doesNotContain("scripted");
    }

    private Stage.Run create(List<String> more) {
        return stage.tagma(Stream.concat(
                        Stream.of(
                                "create",
                                "-a",
                                "scripted",
                                "-p",
                                stage.repository().toString()),
                        more.stream())
                .toArray(String[]::new));
    }

    private static Path first(Path workspace) throws IOException {
        try (var all = Files.list(workspace)) {
            return all.filter(one -> one.getFileName().toString().startsWith("my-repo"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
