package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Surroundings that are not as they should be: each is told of in words that name it, and nothing is lost. */
final class SurroundingsTest extends LiveScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }

    @Test
    void aSecondDaemonOfTheSameHomeLeavesTheFirstAlone() throws IOException, InterruptedException {
        String session = stage().create();
        ProcessHandle first = stage().daemon();

        Process second = stage().process("daemon");
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor()).isZero();
        assertThat(said).contains("busy");
        assertThat(stage().daemon()).isEqualTo(first);
        assertThat(first.isAlive()).isTrue();
        stage().say(session, "SAY still served");
        assertThat(stage().world().told("SAY still served")).isEqualTo(1);
    }

    @Test
    void theSocketOfADaemonThatWasKilledIsNoObstacle() throws IOException {
        String session = stage().create();
        ProcessHandle first = stage().daemon();
        stage().killDaemon();
        assertThat(stage().home().socket()).exists();

        stage().say(session, "SAY over a new socket");

        assertThat(stage().daemon()).isNotEqualTo(first);
        assertThat(stage().world().told("SAY over a new socket")).isEqualTo(1);
    }

    @Test
    void aWorktreeThatWasDeletedUnderneathIsToldOfAndItsSessionCanBeRemoved() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY while it is there");
        Path workspace = stage().workspace(session);
        delete(workspace);

        Stage.Run removed = stage().tagma("rm", session, "--force", "all");

        assertThat(removed.exit()).as("%s%s", removed.out(), removed.err()).isZero();
        assertThat(stage().tagma("show", session).exit()).isEqualTo(1);
        assertThat(workspace).doesNotExist();
    }

    @Test
    void aWorktreeThatIsGoneComesBackFromItsBranchWhenTheSessionIsStarted() throws IOException {
        String session = stage().create();
        Path workspace = stage().workspace(session);
        person(session).agent().destroyForcibly();
        becomes(session, "lifecycle", "stopped");
        delete(workspace);

        post(session, "start", "{}");

        becomes(session, "activity", "idle");
        assertThat(stage().workspace(session)).isEqualTo(workspace);
        assertThat(workspace.resolve("README")).hasContent("hello");
    }

    @Test
    void aDirectoryThatIsGoneIsNamedWhenItsSessionIsStartedAndNotMadeAnew() throws IOException {
        Path directory = Files.createDirectories(stage().root().resolve("soon gone"));
        String session = stage().ok(
                        "create", "-q", "-a", stage().world().agent(), "-p", directory.toString(), "--in-place")
                .line();
        person(session).agent().destroyForcibly();
        becomes(session, "lifecycle", "stopped");
        delete(directory);

        post(session, "start", "{}");

        becomes(session, "lifecycle", "failed");
        assertThat(field(session, "reason")).contains(directory.toString());
        assertThat(directory).doesNotExist();
    }

    @Test
    void aRepositoryWithoutCommitsIsWorkedInWhereItIs() throws IOException, InterruptedException {
        Path fresh = Files.createDirectories(stage().root().resolve("no commits yet ñ"));
        assertThat(new ProcessBuilder("git", "init", "-q", fresh.toString())
                        .start()
                        .waitFor())
                .isZero();

        Stage.Run refused =
                stage().tagma("create", "-a", stage().world().agent(), "-p", fresh.toString(), "--worktree");
        String session = stage().ok("create", "-q", "-a", stage().world().agent(), "-p", fresh.toString())
                .line();
        stage().say(session, "SAY in a fresh repository");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("commit");
        assertThat(stage().workspace(session)).isEqualTo(fresh);
        assertThat(stage().world().told("SAY in a fresh repository")).isEqualTo(1);
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedWithBothSizesAndNothingOfItIsKept() {
        String session = stage().create();
        String long_ = "x".repeat((4 << 20) + 1);

        Stage.Run refused = stage().tagmaWith(long_, "send", session, "-f", "-");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("4194305", "4194304");
        assertThat(stage().types(session)).doesNotContain("message.state");
        stage().say(session, "SAY short");
        assertThat(stage().world().told("SAY short")).isEqualTo(1);
    }

    /** Whoever takes the agent over reads on where the conversation is written, whoever has written there meanwhile. */
    @Test
    void anAdoptedSessionFollowsItsTranscript() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY before the kill");
        Person person = person(session);
        stage().killDaemon();
        person.enter("SAY typed while nobody listened");

        becomes(session, "lifecycle", "live");
        eventually(() -> assertThat(said(session)).contains("SAY typed while nobody listened"));
        becomes(session, "activity", "idle");
        person.enter("SAY typed before the next daemon");
        eventually(() -> assertThat(said(session)).contains("SAY typed before the next daemon"));
        stage().say(session, "SAY sent through it");

        assertThat(said(session))
                .contains("SAY before the kill", "SAY typed while nobody listened", "SAY sent through it");
        assertThat(stage().prompts(session))
                .containsExactly(
                        "SAY before the kill",
                        "SAY typed while nobody listened",
                        "SAY typed before the next daemon",
                        "SAY sent through it");
        assertThat(stage().ok("last-message", session).out()).contains("sent through it");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
