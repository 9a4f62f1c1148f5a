package dev.tagma.adapters.agent.acp;

import static dev.tagma.adapters.agent.acp.AcpStage.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that the agent has Tagma run for it. */
@Timeout(120)
class AcpShellTest {

    private static final String OUTPUT = "TOOL terminal/output {\"terminalId\":\"$\"}\n";
    private static final String WAIT = "TOOL terminal/wait_for_exit {\"terminalId\":\"$\"}\n";
    private static final String KILL = "TOOL terminal/kill {\"terminalId\":\"$\"}\n";
    private static final String RELEASE = "TOOL terminal/release {\"terminalId\":\"$\"}\n";

    @TempDir
    private Path directory;

    private AcpStage stage;

    @BeforeEach
    void raise() throws IOException {
        stage = new AcpStage(directory);
    }

    @AfterEach
    void strike() throws IOException {
        stage.close();
    }

    @Test
    void aCommandRunsInTheWorkspaceAndTellsWhatItWroteAndHowItEnded() throws IOException {
        stage.started();

        stage.say(
                "TOOL terminal/create {\"command\":\"sh\",\"args\":[\"-c\",\"pwd; echo err >&2; cat; echo $WORD; exit 3\"],"
                        + "\"env\":[{\"name\":\"WORD\",\"value\":\"given\"}]}\n" + WAIT + OUTPUT + RELEASE + OUTPUT);
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(said())
                .contains(
                        "{\"exitCode\":3,\"signal\":null}",
                        "{\"output\":\"" + stage.workspace() + "\\nerr\\ngiven\\n\",\"truncated\":false,"
                                + "\"exitStatus\":{\"exitCode\":3,\"signal\":null}}",
                        "there is no terminal");
    }

    @Test
    void aCommandWithoutArgumentsIsALineForTheShell() throws IOException {
        stage.started();

        stage.say(create("echo one && echo two") + WAIT + OUTPUT);
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(said()).contains("\"output\":\"one\\ntwo\\n\"");
    }

    @Test
    void onlyTheLastBytesAreKeptAndNoHalfCharacter() throws IOException {
        stage.started();

        stage.say("TOOL terminal/create {\"command\":\"printf\",\"args\":[\"xxääää\"],\"outputByteLimit\":5}\n" + WAIT
                + OUTPUT);
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(said()).contains("{\"output\":\"ää\",\"truncated\":true");
    }

    @Test
    void aVariableThatCanBeNoneIsRefused() throws IOException {
        stage.started();

        stage.say("TOOL terminal/create {\"command\":\"env\",\"env\":[{\"name\":\"A=B\",\"value\":\"c\"}]}\nSAY after");
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(said()).contains("'A=B' cannot be a variable", "after");
    }

    @Test
    void aCommandThatIsKilledSaysSo() throws IOException {
        stage.started();

        stage.say(create("sleep 1000") + KILL + WAIT + RELEASE);
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(said()).contains("{\"exitCode\":null,\"signal\":\"SIGKILL\"}");
    }

    @Test
    void noDirectoryOutsideOfTheWorkspaceIsTaken() throws IOException {
        stage.started();
        Files.createSymbolicLink(stage.workspace().resolve("way-out"), directory);

        stage.say("TOOL terminal/create {\"command\":\"touch made\",\"cwd\":\"" + directory + "\"}\n"
                + "TOOL terminal/create {\"command\":\"touch made\",\"cwd\":\"" + stage.workspace() + "/way-out\"}\n"
                + "TOOL terminal/create {\"command\":\"touch made\",\"cwd\":\"relative\"}");
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(said()).contains("is outside of the workspace", "is not an absolute path");
        assertThat(said().split(Integer.toString(Messages.BAD_PARAMETERS), -1)).hasSize(4);
        assertThat(directory.resolve("made")).doesNotExist();
    }

    @Test
    void aCommandOutlivesTheDaemonAndTheNextOneTellsOfItsEnd() throws IOException {
        stage.started().say(create("until [ -e done ]; do sleep 0.1; done; echo finished") + WAIT + OUTPUT);
        await().until(() -> stage.driver().capture(20, false).contains("$ /bin/sh -c until"));

        assertThat(stage.next().adopt()).isEqualTo(new Adoption.Running());
        Files.createFile(stage.workspace().resolve("done"));

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(said()).contains("{\"exitCode\":0,\"signal\":null}", "\"output\":\"finished\\n\"");
    }

    @Test
    void aCommandThatEndedWhileNoDaemonRanIsToldOf() throws IOException {
        stage.started().say(create("until [ -e done ]; do sleep 0.1; done; touch over") + WAIT);
        await().until(() -> stage.driver().capture(20, false).contains("$ /bin/sh -c until"));
        stage.driver().close();
        Files.createFile(stage.workspace().resolve("done"));
        await().until(() -> Files.exists(stage.workspace().resolve("over")));

        stage.next().adopt();

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(said()).contains("{\"exitCode\":0,\"signal\":null}");
    }

    @Test
    void aCommandWhoseStartCannotBeKeptRunsOnce() throws IOException {
        stage.started().say("WAIT gate\n" + create("echo ran >>ran") + WAIT);
        Path state = directory.resolve("session/acp/state.json.new");
        Files.createDirectory(state);
        stage.open("gate");
        await().until(() -> Files.exists(stage.workspace().resolve("ran")));
        Files.delete(state);

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.workspace().resolve("ran")).hasContent("ran");
    }

    @Test
    void commandsEndWithTheirAgent() throws IOException {
        stage.started().say(create("echo $$ >pid.new; mv pid.new pid; exec sleep 1000") + "WAIT never");
        Path pid = stage.workspace().resolve("pid");
        await().until(() -> Files.exists(pid));
        long runs = Long.parseLong(Files.readString(pid).strip());

        stage.driver().stop(Duration.ofSeconds(10));

        await().until(() -> ProcessHandle.of(runs).isEmpty());
    }

    private static String create(String line) {
        return "TOOL terminal/create {\"command\":\"" + line + "\"}\n";
    }

    private String said() {
        return String.join("\n", stage.said());
    }
}
