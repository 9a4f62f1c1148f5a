package dev.tagma.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.engine.Problem;
import dev.tagma.engine.fleet.Projects.Fitting;
import dev.tagma.engine.fleet.Projects.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project chooses among what the person allows anyway, and nothing else. */
final class ProjectFilesTest {

    private static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty());

    @TempDir
    private Path project;

    private final ProjectFiles files = new ProjectFiles(Path.of("/home/anna/config.yaml"), PermissionMode.ASK);

    @Test
    void withoutAFileNothingIsWished() {
        assertThat(files.of(project)).isEqualTo(NONE);
    }

    @Test
    void agentAndModeAreTakenFromTheRootOfTheCheckoutWhereverInIt() throws IOException {
        says("sessions: {agent: scripted, mode: plan}");
        Files.createDirectory(project.resolve(".git"));
        Path below = Files.createDirectories(project.resolve("deep/down"));

        assertThat(files.of(below))
                .isEqualTo(new Wishes(Optional.of(new AgentId("scripted")), Optional.of(PermissionMode.PLAN)));
    }

    @Test
    void aDirectoryOutsideOfACheckoutSpeaksForItselfAlone() throws IOException {
        says("sessions: {agent: scripted}");

        assertThat(files.of(project).agent()).contains(new AgentId("scripted"));
        assertThat(files.of(Files.createDirectory(project.resolve("below")))).isEqualTo(NONE);
    }

    @Test
    void theFileIsReadAnewForEachSession() throws IOException {
        says("sessions: {mode: plan}");
        assertThat(files.of(project).mode()).contains(PermissionMode.PLAN);

        says("sessions: {mode: read_only}");
        assertThat(files.of(project).mode()).contains(PermissionMode.READ_ONLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edits", "yolo"})
    void aModeThatAllowsMoreThanThePersonsOwnIsRefused(String mode) throws IOException {
        says("sessions:\n  mode: " + mode + "\n");

        assertThatThrownBy(() -> files.of(project))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("config.yaml:2: 'sessions.mode' is '" + mode + "'")
                .hasMessageContaining("ask, plan, read_only")
                .hasMessageContaining("/home/anna/config.yaml");
    }

    /** Whatever runs code, weakens a permission, opens a door or reaches beyond the project. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "agents: {claude-code: {command: [./evil]}}",
                "agents: {claude-code: {env: {LD_PRELOAD: ./evil.so}}}",
                "server: {port: 80}",
                "server: {tcp: true}",
                "sessions: {yolo: true}",
                "sessions: {stopGrace: 1d}",
                "sessions: {stallAfter: 900d}",
                "sessions: {scriptLimit: 9d}",
                "sessions: {ports: 1024-65535}",
                "delivery: {steer: true}",
                "delivery: {maxBytes: 1024}",
                "store: {retention: {age: 1s}}"
            })
    void whatIsNotAProjectsToSayIsRefusedAndThePlaceForItNamed(String yaml) throws IOException {
        says(yaml);

        assertThatThrownBy(() -> files.of(project))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("config.yaml:1: key '")
                .hasMessageContaining("may not be set by a project")
                .hasMessageContaining("set it in /home/anna/config.yaml");
    }

    @Test
    void everythingWrongIsSaidAtOnce() throws IOException {
        says("sessions:\n  mod: plan\n  agent: Two Words\nagents: {}\ncolour: red\n");

        assertThatThrownBy(() -> files.of(project))
                .hasMessageContaining(":2: key 'sessions.mod' is not known; did you mean 'mode'?")
                .hasMessageContaining(":3: 'sessions.agent' is 'Two Words'")
                .hasMessageContaining(":4: key 'agents' may not be set by a project")
                .hasMessageContaining(":5: key 'colour' is not known");
    }

    /** A message quotes what it does not understand: it must not be somebody else's file. */
    @Test
    void whatALinkLeadsToIsNeitherReadNorShown(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("config.yaml"), "password: hunter2\n");
        Path there = Files.createDirectory(project.resolve(".tagma"));
        Files.createSymbolicLink(there.resolve("config.yaml"), secret);
        assertRefusedWithoutTheSecret();

        Files.delete(there.resolve("config.yaml"));
        Files.delete(there);
        Files.createSymbolicLink(there, elsewhere);
        assertRefusedWithoutTheSecret();
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path there = Files.createDirectory(project.resolve(".tagma"));
        int made = new ProcessBuilder("mkfifo", there.resolve("config.yaml").toString())
                .start()
                .waitFor();
        assertThat(made).isZero();

        assertThatThrownBy(() -> files.of(project)).hasMessageContaining("is not a file");
    }

    @Test
    void whatWorkspacesAreFittedOutWithIsTheProjectsToSay() throws IOException {
        says("""
                workspace:
                  copy: [.env, config/local.yml]
                  link: [node_modules]
                  ports: [web, db]
                """);

        assertThat(files.of(project).fitting())
                .isEqualTo(new Fitting(
                        new Carried(List.of(".env", "config/local.yml"), List.of("node_modules")),
                        Optional.empty(),
                        List.of("web", "db")));
    }

    @Test
    void whichPartsOfItAWorkspaceHasIsTheProjectsToSay() throws IOException {
        says("workspace: {sparse: [src, docs/guide], submodules: true}");

        assertThat(files.of(project).fitting().contents()).isEqualTo(new Contents(List.of("src", "docs/guide"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy: [../secrets]",
                "copy: [/etc/passwd]",
                "link: [.git]",
                "link: [a/../..]",
                "copy: [\"a\\nb\"]",
                "copy: .env",
                "link: [a, a/b]",
                "sparse: [../evil]",
                "sparse: [\"*\"]",
                "sparse: [\"!src\"]",
                "submodules: often",
                "setup: ../evil.sh",
                "setup: /bin/rm",
                "setup: not-there.sh",
                "teardown: .tagma",
                "ports: [Web]",
                "ports: [web, web]",
                "ports: [\"a b\"]",
                "ports: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q]",
                "install: yes"
            })
    void whatLeadsOutOfTheProjectOrIsNotUnderstoodIsRefusedWithItsLine(String line) throws IOException {
        says("workspace:\n  " + line + "\n");

        assertThatThrownBy(() -> files.of(project))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("config.yaml:2: ")
                .hasMessageContaining("workspace.");
    }

    @Test
    void scriptsAreReadWholeAndAnyByteOfThemMakesThemOthers() throws IOException {
        says("workspace: {setup: scripts/up.sh, teardown: scripts/down.sh}");
        Files.createDirectory(project.resolve("scripts"));
        Files.writeString(project.resolve("scripts/up.sh"), "npm ci\n");
        Files.writeString(project.resolve("scripts/down.sh"), "");

        Scripts scripts = files.of(project).fitting().scripts().orElseThrow();

        assertThat(scripts)
                .isEqualTo(new Scripts(
                        project.toRealPath().toString(),
                        Optional.of(new Script("scripts/up.sh", "npm ci\n")),
                        Optional.of(new Script("scripts/down.sh", ""))));
        Files.writeString(project.resolve("scripts/down.sh"), " ");
        assertThat(files.of(project).fitting().scripts().orElseThrow().id()).isNotEqualTo(scripts.id());
    }

    /** Whoever wrote the repository chose where the daemon connects to. */
    @Test
    void theAddressesOfSubmodulesAreToBeTrustedToo() throws IOException {
        says("workspace: {submodules: true}");
        Scripts none = files.of(project).fitting().scripts().orElseThrow();
        assertThat(none.submodules()).contains(new Script(".gitmodules", ""));

        Files.writeString(project.resolve(".gitmodules"), "[submodule \"lib\"]\n");

        Scripts some = files.of(project).fitting().scripts().orElseThrow();
        assertThat(some.submodules()).contains(new Script(".gitmodules", "[submodule \"lib\"]\n"));
        assertThat(some.id()).isNotEqualTo(none.id());
    }

    /** What is shown to be trusted must be the project's own. */
    @Test
    void aScriptBehindALinkIsRefused(@TempDir Path elsewhere) throws IOException {
        says("workspace: {setup: scripts/up.sh}");
        Files.writeString(elsewhere.resolve("up.sh"), "hunter2");
        Files.createSymbolicLink(project.resolve("scripts"), elsewhere);
        assertRefusedWithoutTheSecret();

        Files.delete(project.resolve("scripts"));
        Files.createDirectory(project.resolve("scripts"));
        Files.createSymbolicLink(project.resolve("scripts/up.sh"), elsewhere.resolve("up.sh"));
        assertRefusedWithoutTheSecret();
    }

    @Test
    void whatIsNoTextIsNoScript() throws IOException {
        says("workspace: {setup: up}");
        Files.write(project.resolve("up"), new byte[] {0x7f, 'E', 'L', 'F', (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> files.of(project)).hasMessageContaining("not text in UTF-8");

        Files.writeString(project.resolve("up"), "#".repeat((256 << 10) + 1));
        assertThatThrownBy(() -> files.of(project)).hasMessageContaining("longer than");
    }

    /** An agent creates sessions from its own worktree; its person trusted the repository. */
    @Test
    void allWorktreesOfARepositoryAreOneProjectAndNothingElseCanClaimToBeOne(@TempDir Path elsewhere)
            throws IOException {
        Path main = Files.createDirectories(elsewhere.toRealPath().resolve("main"));
        Path administration = Files.createDirectories(main.resolve(".git/worktrees/otter"));
        Files.writeString(administration.resolve("commondir"), "../..\n");
        Files.writeString(administration.resolve("gitdir"), project.toRealPath().resolve(".git") + "\n");
        Files.writeString(project.resolve(".git"), "gitdir: " + administration + "\n");
        says("workspace: {setup: up}");
        Files.writeString(project.resolve("up"), "");

        assertThat(files.of(project).fitting().scripts().orElseThrow().project())
                .isEqualTo(main.toString());

        Files.writeString(administration.resolve("gitdir"), "/somewhere/else/.git\n");
        assertThat(files.of(project).fitting().scripts().orElseThrow().project())
                .isEqualTo(project.toRealPath().toString());
    }

    private void assertRefusedWithoutTheSecret() {
        assertThatThrownBy(() -> files.of(project))
                .hasMessageContaining("symbolic link")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("password", "hunter2"));
    }

    private void says(String yaml) throws IOException {
        Files.writeString(Files.createDirectories(project.resolve(".tagma")).resolve("config.yaml"), yaml);
    }
}
