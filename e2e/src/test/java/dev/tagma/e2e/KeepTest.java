package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps order among sessions and brings work back, over the real command line, daemon, tmux and git. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class KeepTest {

    private Stage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        stage = new Stage(new ScriptedWorld());
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void whatARemovalSavedIsListedShownAndComesBackByteForByte() throws IOException {
        String session = stage.create();
        Path workspace = stage.workspace(session);
        Files.writeString(workspace.resolve("draft ü.txt"), "not\r\ncommitted");
        Files.setPosixFilePermissions(workspace.resolve("draft ü.txt"), PosixFilePermissions.fromString("rw-------"));
        Files.createDirectory(workspace.resolve("empty"));
        stage.ok("rm", session, "--force", "dirty");

        String rescue = stage.ok("completion", "rescues").line();
        assertThat(stage.ok("rescue", "ls").out()).contains(rescue, workspace.toString());
        assertThat(stage.ok("rescue", "show", rescue.substring(0, rescue.length() - 2))
                        .out())
                .contains(workspace.toString(), "draft ü.txt", "empty");
        Path elsewhere = stage.root().resolve("again and again");
        stage.ok("rescue", "restore", rescue, elsewhere.toString());
        Stage.Run back = stage.ok("rescue", "restore", rescue);

        for (Path place : List.of(elsewhere, workspace)) {
            assertThat(place.resolve("draft ü.txt")).hasContent("not\r\ncommitted");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("draft ü.txt"))))
                    .isEqualTo("rw-------");
            assertThat(place.resolve("empty")).isEmptyDirectory();
        }
        assertThat(back.out()).startsWith("restored " + workspace);
        assertThat(stage.tagma("rescue", "restore", rescue, stage.repository().toString())
                        .exit())
                .as("a directory that holds something else")
                .isEqualTo(1);
        assertThat(stage.tagma("rescue", "show", "zzz").err()).contains("no rescue 'zzz'");
    }

    @Test
    void aRemovalThatIsRefusedLeavesTheAgentAtItsWork() throws IOException {
        String session = stage.create();
        Path workspace = stage.workspace(session);
        Files.writeString(stage.repository().resolve(".git/info/exclude"), "node_modules/\n");
        Files.createDirectory(workspace.resolve("node_modules"));
        Files.writeString(workspace.resolve("node_modules/m"), "cache");

        for (List<String> words : List.of(List.of("rm", session), List.of("rm", session, "--force", "dirty"))) {
            Stage.Run refused = stage.tagma(words.toArray(String[]::new));
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("node_modules", "--force all").doesNotContain("--force dirty");
        }

        assertThat(stage.say(session, "SAY still here")).isNotNull();
        stage.ok("rm", session, "--force", "all");
        assertThat(workspace).doesNotExist();
    }

    @Test
    void aTurnIsUndoneAndWhatItMadeIsKept() throws IOException {
        String session = stage.create("--mode", "edits");
        Path workspace = stage.workspace(session);
        stage.say(session, "WRITE one.txt first");
        stage.say(session, "WRITE one.txt second");

        Stage.Run rewound = stage.ok("rewind", session, "--turn", "2");

        assertThat(workspace.resolve("one.txt")).hasContent("first");
        assertThat(rewound.out()).startsWith("rewound " + workspace).contains("what was there before:\n  saved ");
        assertThat(stage.tagma("rewind", session, "--turn", "77").exit()).isEqualTo(1);
        String rescue = stage.ok("completion", "rescues").out().lines().toList().getFirst();
        stage.ok("rescue", "restore", rescue, stage.root().resolve("kept").toString());
        assertThat(stage.root().resolve("kept/one.txt")).hasContent("second");
    }

    @Test
    void aSessionIsRenamedAndKeepsItsPlace() {
        String session = stage.create("--handle", "before");
        Path workspace = stage.workspace(session);
        stage.create("--handle", "other");

        stage.ok("rename", "before", "after", "--title", "A new title");

        Json shown = stage.show("after");
        assertThat(Stage.text(shown, "title")).isEqualTo("A new title");
        assertThat(stage.workspace("after")).isEqualTo(workspace);
        assertThat(stage.tagma("show", "before").exit()).isEqualTo(1);
        assertThat(stage.tagma("rename", "after", "other").exit()).isEqualTo(1);
        assertThat(stage.tagma("rename", "after", "Not-Lower").exit()).isEqualTo(2);
        assertThat(stage.ok("completion", "handles").out().lines()).containsExactlyInAnyOrder("after", "other");
    }

    @Test
    void groupsAreListedMovedAndRemovedWithAllBelow() throws IOException {
        stage.create("--handle", "one", "-g", "team/api");
        stage.create("--handle", "two", "-g", "team");
        stage.create("--handle", "three", "-g", "teams");

        stage.ok("group", "mv", "team", "crew/ü 1");

        assertThat(Stage.text(stage.show("one"), "group")).isEqualTo("crew/ü 1/api");
        assertThat(Stage.text(stage.show("two"), "group")).isEqualTo("crew/ü 1");
        assertThat(Stage.text(stage.show("three"), "group"))
                .as("it only begins alike")
                .isEqualTo("teams");
        assertThat(stage.ok("group", "ls").out().lines().map(line -> line.split("  ", 2)[0]))
                .containsExactly("crew", "crew/ü 1", "crew/ü 1/api", "teams");
        assertThat(stage.tagma("group", "rm", "team").err()).contains("no group 'team'", "crew/ü 1/api");

        Files.writeString(stage.workspace("one").resolve("draft"), "x");
        Stage.Run half = stage.tagma("group", "rm", "crew");

        assertThat(half.exit()).isEqualTo(1);
        assertThat(half.out()).contains("removed two");
        assertThat(half.err()).contains("one");
        stage.ok("group", "rm", "crew", "--force", "dirty");
        assertThat(stage.ok("completion", "handles").line()).isEqualTo("three");
    }

    @Test
    void manyAreRemovedAtOnceAndWorkIsSaved() throws IOException {
        stage.create("--handle", "one");
        stage.create("--handle", "two");
        Files.writeString(stage.workspace("two").resolve("draft"), "x");
        assertThat(stage.ok("kill", "--older-than", "72h").out()).isEmpty();
        assertThat(stage.ok("kill", "--older-than", "0s", "--dry-run").out().lines())
                .hasSize(2);

        Stage.Run killed = stage.tagma("kill", "--all");
        assertThat(killed.exit()).isEqualTo(1);
        assertThat(killed.out()).contains("removed one");
        Stage.Run forced = stage.ok("kill", "--older-than", "0s", "--force", "dirty", "--json");

        assertThat(Stage.text(JsonText.parse(forced.out()), "handle")).isEqualTo("two");
        assertThat(stage.ok("completion", "handles").out()).isEmpty();
        assertThat(stage.ok("rescue", "ls").out().lines()).hasSizeGreaterThanOrEqualTo(2);
    }
}
