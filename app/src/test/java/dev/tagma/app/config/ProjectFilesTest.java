package dev.tagma.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.engine.Problem;
import dev.tagma.engine.fleet.Projects.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private void assertRefusedWithoutTheSecret() {
        assertThatThrownBy(() -> files.of(project))
                .hasMessageContaining("symbolic link")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("password", "hunter2"));
    }

    private void says(String yaml) throws IOException {
        Files.writeString(Files.createDirectories(project.resolve(".tagma")).resolve("config.yaml"), yaml);
    }
}
