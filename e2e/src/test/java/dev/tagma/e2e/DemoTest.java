package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo as a newcomer meets it: no configuration, no agent, no key. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class DemoTest {

    private Stage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        stage = new Stage(new ScriptedWorld());
        stage.environment()
                .put(
                        "TMPDIR",
                        Files.createDirectory(stage.root().resolve("temp")).toString());
        // Whatever the person has set up for git is none of the demo's business.
        stage.environment().put("GIT_DIR", "/nowhere");
        Files.writeString(stage.userHome().resolve(".gitconfig"), """
            [commit]
                gpgSign = true
            [core]
                hooksPath = /nowhere
            [init]
                templateDir = /nowhere
            """);
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void answersByItselfChecksEverythingAndLeavesNothingRunning() throws IOException, InterruptedException {
        Stage.Run run = stage.tagma("demo", "--auto");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("$ tagma approve asker", "$ tagma answer chooser Blue", "the answer reached it")
                .contains("nothing is left running: 5 processes have ended")
                .contains("rm -rf '" + ground() + "'")
                .doesNotContain("FAILED");
        assertThat(git("log", "-1", "--format=%s %an", "worker")).isEqualTo("Add a greeting Tagma demo");
        assertThat(ground().resolve("state/daemon.address")).doesNotExist();
        assertThat(running()).isEmpty();
        assertThat(stage.userHome().resolve(".claude")).doesNotExist();
    }

    @Test
    void saysAsJsonWhatItChecked() {
        Stage.Run run = stage.tagma("demo", "--auto", "--json");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        Json json = JsonText.parse(run.out());
        assertThat(Stage.text(json, "kept")).isEqualTo(ground().toString());
        assertThat(((Json.JsonArray) Stage.member(json, "checks")).items())
                .hasSizeGreaterThan(10)
                .allSatisfy(check -> assertThat(Stage.member(check, "ok")).isEqualTo(Json.of(true)));
    }

    @Test
    void aPersonApprovesInAnotherTerminalAndAnswersInThisOne() throws IOException, InterruptedException {
        Process demo = stage.process("demo");
        var lines = new Lines(demo);

        lines.until("approve asker");
        stage.ok("--home", ground().toString(), "approve", "asker");
        lines.until("chooser asks: ");
        type(demo, "green");
        lines.until("Enter ends the demo");
        type(demo, "");
        List<String> rest = lines.toTheEnd();

        assertThat(demo.waitFor()).as(lines.toString()).isZero();
        assertThat(rest).noneMatch(line -> line.contains("FAILED"));
        assertThat(lines.toString()).contains("\"Which colour shall the door have?\"=\"Green\"");
        assertThat(running()).isEmpty();
    }

    @Test
    void endsEverythingWhenItIsInterrupted() throws IOException, InterruptedException {
        Process demo = stage.process("demo");
        var lines = new Lines(demo);
        lines.until("approve asker");
        assertThat(running()).hasSizeGreaterThan(3);

        // By its handle: the process itself would close what is still to be read.
        demo.toHandle().destroy();
        List<String> rest = lines.toTheEnd();

        assertThat(demo.waitFor()).isEqualTo(128 + 15);
        assertThat(rest)
                .anyMatch(line -> line.matches("  ok      nothing is left running: [0-9]+ processes have ended"));
        assertThat(running()).isEmpty();
    }

    /** The demo's directory, the only one there is. */
    private Path ground() {
        try (Stream<Path> made = Files.list(stage.root().resolve("temp"))) {
            return made.toList().getFirst();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String git(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(ground().resolve("repository").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    /** What was started in the demo's directory and still runs. */
    private List<String> running() {
        return ProcessHandle.allProcesses()
                .map(process -> process.pid() + " " + environment(process))
                .filter(known -> known.contains(ground().toString()))
                .toList();
    }

    private static String environment(ProcessHandle process) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ")),
                    StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    private static void type(Process process, String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** What a process prints. */
    private static final class Lines {

        private final BufferedReader reader;
        private final List<String> seen = new ArrayList<>();

        Lines(Process process) {
            reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Reads on until these words have come. */
        void until(String words) throws IOException {
            if (toString().contains(words)) {
                return;
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                seen.add(line);
                if (line.contains(words)) {
                    return;
                }
            }
            throw new AssertionError("It ended without '%s': %s".formatted(words, this));
        }

        List<String> toTheEnd() {
            List<String> rest = reader.lines().toList();
            seen.addAll(rest);
            return rest;
        }

        @Override
        public String toString() {
            return String.join("\n", seen);
        }
    }
}
