package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.cli.talk.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest extends CommandTest {

    private void answerShow() {
        daemon.at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"));
    }

    @Test
    void withoutACommandItSaysHowToFindOne() {
        run().fails(2, "no command is given: tagma -h lists them");
        run("--json").endsWith(2);
    }

    @Test
    void helpListsTheCommands() {
        Result result = run("-h").endsWith(0);

        assertThat(result.out())
                .contains("demo", "create", "send", "wait", "show", "events", "approve", "answer", "rm");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "create",
                "send",
                "wait",
                "show",
                "events",
                "approve",
                "answer",
                "rm",
                "kill",
                "rename",
                "rewind",
                "completion",
                "install-skill",
                "run",
                "ask",
                "interrupt",
                "stop",
                "start",
                "restart",
                "resume",
                "fork",
                "handoff",
                "search",
                "up",
                "down",
                "doctor",
                "version"
            })
    void everyCommandHasHelp(String command) {
        Result result = run(command, "-h").endsWith(0);

        assertThat(result.out()).startsWith("Usage: tagma " + command).contains("--json");
        // The demo alone has a home of its own, and refuses another one.
        assertThat(result.out().contains("--home=DIR")).isEqualTo(!command.equals("demo"));
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(result.out()).doesNotContain("\\n", "%%");
        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void aMistypedCommandIsNotRun() {
        run("creat").fails(2, "there is no command 'creat': did you mean create?");
        run("jump\u001b[2J").fails(2, "there is no command 'jump\\x1b[2J': tagma -h lists them");
        run("").fails(2, "there is no command '': tagma -h lists them");
    }

    @Test
    void anUnknownOptionBeforeTheCommandIsNamed() {
        run("--josn", "show").fails(2, "there is no option '--josn' before a command: tagma -h lists the commands");
        run("--home").fails(2, "--home needs a directory");
    }

    @Test
    void commonOptionsMayStandBeforeTheCommandOrBehindIt() {
        answerShow();
        String home = environment.remove("TAGMA_HOME");

        assertThat(run("--home", home, "--json", "show", "calm-otter")
                        .endsWith(0)
                        .out())
                .startsWith("{");
        assertThat(run("--home=" + home, "show", "calm-otter", "--json")
                        .endsWith(0)
                        .out())
                .startsWith("{");
        assertThat(run("show", "--home", "home", "calm-otter", "--json")
                        .endsWith(0)
                        .out())
                .startsWith("{");
    }

    @Test
    void anEmptyHomeIsNone() {
        run("--home", "", "show", "x").fails(2, "--home '' is not a directory: name one");
    }

    @Test
    void withoutAPossibleDaemonThatIsSaidOnce() throws Exception {
        daemon.stop();

        Result result = run("show", "calm-otter").endsWith(255);

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("tagma: the daemon ended with exit code 1 before it was ready; it left nothing in "
                        + home().daemonOutput() + "\n");
    }

    @Test
    void aHomeThatCannotBeUsedIsNamed() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        Path file = folder.resolve("file");

        run("--home", file.toString(), "show", "calm-otter")
                .fails(
                        255,
                        "the daemon cannot be started: " + file + " is in the way: it must be a directory; remove it");
    }

    @Test
    void aConnectionThatIsCutForEverIsGivenUp() {
        daemon.at("GET /v1/sessions/calm-otter", FakeDaemon.cut());

        run("show", "calm-otter").fails(255, "the connection to the daemon was cut");

        assertThat(daemon.asked()).hasSize(4);
    }

    @Test
    void whatDoesNotSpeakHttpIsSaidToBeNone() {
        daemon.at(
                "GET /v1/sessions/calm-otter",
                (asked, out) -> out.write("SSH-2.0\r\n".getBytes(StandardCharsets.US_ASCII)));

        run("show", "calm-otter").fails(255, "what listens there does not speak HTTP");
    }

    @Test
    void versionStartsNoDaemon() throws Exception {
        daemon.at("GET /v1/version", "{\"version\":\"0.1.0\",\"api\":\"v1\",\"java\":\"25\"}");
        assertThat(run("version").endsWith(0).out())
                .matches("tagma \\S+ \\(Java \\S+\\)\ndaemon 0\\.1\\.0 \\(Java 25\\)\n");

        daemon.stop();
        assertThat(run("version").endsWith(0).out()).endsWith("\nno daemon runs\n");
        assertThat(run("version", "--json").endsWith(0).out()).endsWith("\"daemon\":null}\n");
        assertThat(home().daemonOutput()).doesNotExist();
    }

    @Test
    void colourIsForTerminalsThatWantIt() {
        answerShow();
        daemon.at(
                "GET /v1/sessions/" + Samples.OTTER + "/wait",
                Samples.waited(true, Samples.idle(Samples.OTTER, "calm-otter")));

        assertThat(onTerminal("wait", "calm-otter")).contains("\u001b[32midle\u001b[0m");
        environment.put("NO_COLOR", "1");
        assertThat(onTerminal("wait", "calm-otter")).doesNotContain("\u001b");
    }

    @Test
    void aTerminalWithoutProgressIsToldThatADaemonIsStarted() throws IOException {
        daemon.stop();
        environment.put("TERM", "dumb");

        assertThat(runOnTerminal("ls").endsWith(255).err()).startsWith("starting the daemon\ntagma: ");
        assertThat(run("ls").endsWith(255).err()).startsWith("tagma: ");
    }

    private String onTerminal(String... args) {
        var output = new ByteArrayOutputStream();
        var talk = new ByteArrayOutputStream();
        var streams = new Streams(new ByteArrayInputStream(new byte[0]), output, talk, true, true);
        assertThat(cli(streams).run(List.of(args))).isZero();
        return output.toString(StandardCharsets.UTF_8) + talk.toString(StandardCharsets.UTF_8);
    }

    @Test
    void progressIsGoneWhenTheResultIsThere() {
        answerShow();
        daemon.at(
                "GET /v1/sessions/" + Samples.OTTER + "/wait",
                Samples.waited(true, Samples.idle(Samples.OTTER, "calm-otter")));

        assertThat(onTerminal("wait", "calm-otter"))
                .contains("waiting for calm-otter")
                .endsWith("\r\u001b[K");
    }

    @Test
    void argumentsThatTheLocaleMangledAreReadFromTheSystem() throws Exception {
        var commandLine = folder.resolve("cmdline");
        Files.write(commandLine, "java\0Main\0send\0otter\0für 😀\0".getBytes(StandardCharsets.UTF_8));

        assertThat(Arguments.exact(List.of("send", "otter", "f\ufffd\ufffdr"), commandLine))
                .containsExactly("send", "otter", "für 😀");
    }

    @Test
    void argumentsThatAreNoTextAreRefused() throws Exception {
        var commandLine = folder.resolve("cmdline");
        Files.write(commandLine, new byte[] {'j', 0, 's', 0, (byte) 0xff, 0});

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Arguments.exact(List.of("s", "\ufffd"), commandLine))
                .hasMessage("argument 2 is not UTF-8 text: convert it first, or pass it by --file");
    }
}
