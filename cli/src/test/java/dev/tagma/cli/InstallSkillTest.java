package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstallSkillTest extends CommandTest {

    private Path person;
    private Path project;

    @BeforeEach
    void directories() throws IOException {
        person = Files.createDirectory(folder.resolve("my home"));
        project = Files.createDirectory(folder.resolve("my project"));
        environment.put("HOME", person.toString());
        properties.put("user.dir", project.toString());
    }

    private Path skill() {
        return person.resolve(".claude/skills/tagma/SKILL.md");
    }

    private Path agents() {
        return project.resolve("AGENTS.md");
    }

    @Test
    void writesASkillForClaudeAndSaysWhere() throws Exception {
        run("install-skill", "--claude", "--global").endsWith(0);

        assertThat(Files.readString(skill()))
                .startsWith("---\nname: tagma\ndescription: ")
                .contains("tagma create -q", "tagma wait", "Written by: tagma install-skill");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(skill())))
                .isEqualTo("rw-r--r--");
        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void theSameAgainChangesNothing() throws Exception {
        assertThat(run("install-skill", "--claude", "--codex", "--local").out()).isEqualTo("""
                        written %1$s/.claude/skills/tagma/SKILL.md
                        written %1$s/AGENTS.md
                        """.formatted(project));
        String first = Files.readString(agents());

        assertThat(run("install-skill", "--claude", "--codex", "--local")
                        .endsWith(0)
                        .out())
                .isEqualTo("""
                        unchanged %1$s/.claude/skills/tagma/SKILL.md
                        unchanged %1$s/AGENTS.md
                        """.formatted(project));
        assertThat(Files.readString(agents())).isEqualTo(first);
    }

    @Test
    void anOlderSkillOfOursIsBroughtUpToDate() throws Exception {
        run("install-skill", "--claude", "--global").endsWith(0);
        String fresh = Files.readString(skill());
        Files.writeString(skill(), fresh.replace("## Collect", "## Old"));

        assertThat(run("install-skill", "--claude", "--global").endsWith(0).out())
                .startsWith("updated ");
        assertThat(Files.readString(skill())).isEqualTo(fresh);
    }

    @Test
    void aForeignSkillStaysAsItIs() throws Exception {
        Files.createDirectories(skill().getParent());
        Files.writeString(skill(), "my own");

        run("install-skill", "--claude", "--global")
                .fails(1, skill() + " is not of Tagma's making and stays as it is: move it away first");

        assertThat(Files.readString(skill())).isEqualTo("my own");
    }

    @Test
    void aroundThePartForCodexEveryByteStays() throws Exception {
        Files.writeString(agents(), "# Mine\r\nno line end");
        Files.setPosixFilePermissions(agents(), PosixFilePermissions.fromString("rw-------"));
        run("install-skill", "--codex", "--local").endsWith(0);
        String installed = Files.readString(agents());
        assertThat(installed).startsWith("# Mine\r\nno line end\n\n<!-- tagma: begin");
        Files.writeString(agents(), installed.replace("## Collect", "## Old") + "\nbehind it\t");

        run("install-skill", "--codex", "--local").endsWith(0);

        assertThat(Files.readString(agents())).isEqualTo(installed + "\nbehind it\t");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(agents())))
                .isEqualTo("rw-------");
    }

    @Test
    void halfAPartIsNotGuessedAt() throws Exception {
        run("install-skill", "--codex", "--local").endsWith(0);
        String half = Files.readString(agents()).replace("<!-- tagma: end -->", "");
        Files.writeString(agents(), half);

        assertThat(run("install-skill", "--codex", "--local").endsWith(1).err())
                .startsWith("tagma: " + agents() + " holds half of Tagma's part, or more than one");
        assertThat(Files.readString(agents())).isEqualTo(half);
    }

    @Test
    void whatIsNoTextOrNoFileStays() throws Exception {
        byte[] bytes = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(agents(), bytes);
        run("install-skill", "--codex", "--local")
                .fails(1, agents() + " is not text in UTF-8 and stays as it is: move it away first");
        assertThat(Files.readAllBytes(agents())).isEqualTo(bytes);

        Files.delete(agents());
        Files.createSymbolicLink(agents(), project.resolve("nowhere"));
        run("install-skill", "--codex", "--local")
                .fails(1, agents() + " is not a file and stays as it is: move it away first");
        assertThat(project.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aLinkIsFollowedAndStaysOne() throws Exception {
        Path real = project.resolve("CLAUDE.md");
        Files.writeString(real, "mine\n");
        Files.createSymbolicLink(agents(), real);

        run("install-skill", "--codex", "--local").endsWith(0);

        assertThat(agents()).isSymbolicLink();
        assertThat(Files.readString(real)).startsWith("mine\n\n<!-- tagma: begin");
    }

    @Test
    void whereADirectoryCannotBeMadeIsSaid() throws Exception {
        Files.writeString(person.resolve(".claude"), "in the way");

        assertThat(run("install-skill", "--claude", "--global").endsWith(1).err())
                .startsWith("tagma: cannot write " + skill() + ": ");
    }

    @Test
    void theAgentsOwnVariablesMoveItsDirectory() {
        environment.put("CLAUDE_CONFIG_DIR", folder.resolve("c").toString());
        environment.put("CODEX_HOME", folder.resolve("x").toString());

        run("install-skill", "--claude", "--codex", "--global").endsWith(0);

        assertThat(folder.resolve("c/skills/tagma/SKILL.md")).exists();
        assertThat(folder.resolve("x/AGENTS.md")).exists();
        assertThat(person).isEmptyDirectory();
    }

    @Test
    void jsonSaysFileAndOutcome() {
        assertThat(run("install-skill", "--codex", "--local", "--json")
                        .endsWith(0)
                        .out())
                .isEqualTo("{\"file\":\"%s\",\"outcome\":\"written\"}\n".formatted(agents()));
    }

    @Test
    void whoAndWhereMustBeSaid() {
        run("install-skill").fails(2, "for which agent is not said: give --claude or --codex, or both");
        run("install-skill", "--claude").fails(2, "where is not said: give --global or --local");
        run("install-skill", "--claude", "--global", "--local")
                .fails(2, "--global and --local exclude each other: give one");
        environment.remove("HOME");
        run("install-skill", "--claude", "--global").fails(1, "HOME is not set: --global does not know where to write");
    }
}
