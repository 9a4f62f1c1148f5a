package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.Exchanges;
import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendTest extends CommandTest {

    private static final String ID = Exchanges.MESSAGE;
    private static final String SEND = "/v1/sessions/calm-otter/messages";
    private static final String ONE = "GET /v1/sessions/" + Samples.OTTER + "/messages/" + ID;
    private static final String WAIT = "GET /v1/sessions/" + Samples.OTTER + "/wait";

    private static String message(MessageState state, String held, String failure) {
        return Samples.json(Exchanges.message(state, Optional.empty(), held, failure));
    }

    @BeforeEach
    void accept() {
        daemon.at("POST " + SEND, message(MessageState.ACCEPTED, null, null));
    }

    private void ends(boolean reached, String session, String message) {
        daemon.at(WAIT, Samples.waited(reached, session)).at(ONE, message);
    }

    private String said() {
        return text(sent("POST", SEND), "text");
    }

    @Test
    void printsTheMessagesId() {
        Result result = run("send", "calm-otter", "hello there").endsWith(0);

        assertThat(result.out()).isEqualTo(ID + "\n");
        assertThat(result.err()).isEmpty();
        assertThat(said()).isEqualTo("hello there");
        assertThat(text(sent("POST", SEND), "mode")).isEqualTo("queue");
    }

    @Test
    void saysWhoSendsIt() {
        environment.put("TAGMA_SESSION", Samples.OWL);

        run("send", "calm-otter", "hello").endsWith(0);

        var headers = daemon.asked().getFirst().headers();
        assertThat(headers).containsEntry("x-tagma-client", "cli:anna").containsEntry("x-tagma-session", Samples.OWL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!ls", "/clear", "#x", "@file", " lead", "a\nb\tc", "${x} %s", "\"quoted\"", "-", "ünï 😀"})
    void theTextIsSentAsItIs(String text) {
        run("send", "calm-otter", text).endsWith(0);

        assertThat(said()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--steer", "- a list", "-1", "--"})
    void aTextThatBeginsWithAHyphenStandsBehindTwo(String text) {
        run("send", "calm-otter", "--", text).endsWith(0);

        assertThat(said()).isEqualTo(text);
    }

    @Test
    void aTextThatLooksLikeAnOptionIsNotSent() {
        run("send", "calm-otter", "-x please")
                .fails(
                        2,
                        "send has no option '-x please'; put -- before a text that begins with a hyphen; tagma send -h tells"
                                + " more");

        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void takesAMegabyteFromStdinExactly() {
        String text = "zeile\tmit äöü\u001b[31m\r\n".repeat(50_000);
        input = text.getBytes(StandardCharsets.UTF_8);

        run("send", "calm-otter", "-f", "-").endsWith(0);

        assertThat(input).hasSizeGreaterThan(1_000_000);
        assertThat(said()).isEqualTo(text);
    }

    @Test
    void takesTheTextFromAFile() throws Exception {
        Files.writeString(folder.resolve("brief ü.md"), "do\nthis\n");

        run("send", "calm-otter", "--file", "brief ü.md").endsWith(0);

        assertThat(said()).isEqualTo("do\nthis\n");
    }

    @Test
    void aZeroByteIsTheDaemonsToJudge() {
        input = "a\0b".getBytes(StandardCharsets.UTF_8);
        daemon.at("POST " + SEND, FakeDaemon.problem(400, "invalid", "The text holds a zero byte: leave it out"));

        run("send", "calm-otter", "-f", "-").fails(2, "The text holds a zero byte: leave it out");

        assertThat(said()).isEqualTo("a\0b");
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheirPlace() {
        input = new byte[] {'a', 'b', (byte) 0xc3, 'c'};

        run("send", "calm-otter", "-f", "-").fails(2, "stdin is not UTF-8 at byte 3: convert it first");

        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void halfACharacterAtTheEndIsNoText() {
        input = new byte[] {'a', (byte) 0xc3};

        run("send", "calm-otter", "-f", "-").fails(2, "stdin is not UTF-8 at byte 2: convert it first");
    }

    @Test
    void anEndlessStreamIsNoMessage() {
        input = new byte[16 * 1024 * 1024 + 1];

        run("send", "calm-otter", "-f", "-")
                .fails(2, "stdin is larger than 16 MB: that is no message; send the path of the file instead");
    }

    @Test
    void aMissingFileIsNamed() {
        run("send", "calm-otter", "-f", "nowhere")
                .fails(1, "cannot read " + folder.resolve("nowhere") + ": there is no such file");
    }

    @Test
    void aDirectoryIsNoText() {
        Result result = run("send", "calm-otter", "-f", ".").endsWith(1);

        assertThat(result.err()).isEqualTo("tagma: cannot read " + folder + ": Is a directory\n");
    }

    @Test
    void steersOrInterrupts() {
        run("send", "calm-otter", "now", "--steer").endsWith(0);
        assertThat(text(sent("POST", SEND), "mode")).isEqualTo("steer");

        run("send", "--interrupt", "calm-otter", "stop").endsWith(0);
        assertThat(daemon.asked().getLast().body()).contains("\"mode\":\"interrupt\"");
    }

    @Test
    void theCallersKeyIsKept() {
        run("send", "calm-otter", "x", "--key", "once").endsWith(0);

        assertThat(text(sent("POST", SEND), "key")).isEqualTo("once");
    }

    @Test
    void aCutConnectionSendsTheSameMessageAgain() {
        daemon.inTurn("POST " + SEND, FakeDaemon.cut(), FakeDaemon.json(message(MessageState.ACCEPTED, null, null)));

        Result result = run("send", "calm-otter", "x").endsWith(0);

        assertThat(result.out()).isEqualTo(ID + "\n");
        assertThat(daemon.asked()).hasSize(2);
        assertThat(daemon.asked().get(0).body()).isEqualTo(daemon.asked().get(1).body());
    }

    @Test
    void waitsUntilTheMessageIsDone() {
        ends(true, Samples.idle(Samples.OTTER, "calm-otter"), message(MessageState.DONE, null, null));

        Result result = run("send", "calm-otter", "x", "--wait").endsWith(0);

        assertThat(result.out()).isEqualTo(ID + "\n");
        assertThat(daemon.asked("GET", "/v1/sessions/" + Samples.OTTER + "/wait")
                        .getFirst()
                        .target())
                .contains("for=message")
                .contains("message=" + ID);
    }

    @Test
    void aMessageThatFailedIsAFailure() {
        ends(
                true,
                Samples.idle(Samples.OTTER, "calm-otter"),
                message(MessageState.FAILED, null, "in doubt: the agent died while it was handed over"));

        Result result = run("send", "calm-otter", "x", "--wait").endsWith(1);

        assertThat(result.err())
                .isEqualTo("tagma: the message failed: in doubt: the agent died while it was handed over; it is not"
                        + " repeated by itself\n");
    }

    @Test
    void saysThatSomebodyMustAnswerFirst() {
        ends(
                true,
                Samples.session(
                        Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.WAITING_PERMISSION, "asks for Bash"),
                message(MessageState.STARTED, null, null));

        Result result = run("send", "calm-otter", "x", "--wait").endsWith(1);

        assertThat(result.err())
                .isEqualTo("tagma: the message is started; calm-otter waits for permission: asks for Bash; answer with"
                        + " tagma approve calm-otter\n");
    }

    @Test
    void endsWhenTheTimeIsUp() {
        ends(
                false,
                Samples.session(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.WORKING, "a turn runs"),
                message(MessageState.ACCEPTED, "a draft is in the composer", null));

        Result result =
                run("send", "calm-otter", "x", "--wait", "--timeout", "0").endsWith(124);

        assertThat(result.err())
                .isEqualTo(
                        "tagma: the message is accepted and held: a draft is in the composer; calm-otter working (a turn"
                                + " runs)\n");
    }

    @Test
    void saysThatItWaitsBehindAnotherMessage() {
        String session =
                Samples.session(Samples.OTTER, "calm-otter", Lifecycle.LIVE, Activity.IDLE, "the turn is over");
        assertThat(session).contains("\"queued\":0");
        ends(false, session.replace("\"queued\":0", "\"queued\":2"), message(MessageState.ACCEPTED, null, null));

        Result result =
                run("send", "calm-otter", "x", "--wait", "--timeout", "0").endsWith(124);

        assertThat(result.err())
                .isEqualTo(
                        "tagma: the message is accepted and waits behind another one (tagma show calm-otter says why);"
                                + " calm-otter idle (the turn is over)\n");
    }

    @Test
    void jsonPrintsTheMessage() {
        Result result = run("send", "--json", "calm-otter", "x").endsWith(0);

        assertThat(result.out()).isEqualTo(message(MessageState.ACCEPTED, null, null) + "\n");
    }

    @Test
    void candidatesAreShown() {
        daemon.at(
                "POST /v1/sessions/calm/messages",
                FakeDaemon.problem(409, "ambiguous", "Session 'calm' fits more than one", "calm-otter", "calm-owl"));

        run("send", "calm", "x").fails(1, "Session 'calm' fits more than one (calm-otter, calm-owl)");
    }

    @Test
    void aRefusalOfSeveralLinesIsShownInLines() {
        daemon.at(
                "POST /v1/sessions/calm/messages",
                FakeDaemon.problem(400, "invalid", "x:1: key 'a' is not known\\nx:2: key 'b\\u001b' is not known"));

        assertThat(run("send", "calm", "x").endsWith(2).err())
                .isEqualTo("tagma: x:1: key 'a' is not known\n  x:2: key 'b\\x1b' is not known\n");
    }

    @Test
    void aMegabyteWithoutSpacesIsNoName() {
        Result result = run("send", "x".repeat(1_000_000), "hello").endsWith(2);

        assertThat(result.err()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | session '' is not a name: handles and ids are letters, digits and hyphens",
                "../x | session '../x' is not a name: handles and ids are letters, digits and hyphens",
                "a/b | session 'a/b' is not a name: handles and ids are letters, digits and hyphens",
                "a b | session 'a b' is not a name: handles and ids are letters, digits and hyphens",
            })
    void aNameThatCannotBeOneIsNotAskedFor(String name, String sentence) {
        run("send", name, "hello").fails(2, sentence);

        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void controlCharactersInANameDoNotReachTheTerminal() {
        run("send", "a\u001b[2J\r\nb\u009b", "hello")
                .fails(
                        2,
                        "session 'a\\x1b[2J\\r\\nb\\x9b' is not a name: handles and ids are letters, digits and hyphens");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        run("send", "calm-otter").fails(2, "there is nothing to say: give a TEXT, or --file");
        run("send", "calm-otter", "").fails(2, "the text is empty: there is nothing to say");
        run("send", "calm-otter", " \n").fails(2, "the text is empty: there is nothing to say");
        run("send", "calm-otter", "fix", "it").fails(2, "send takes one text, not 2: put it in quotes");
        run("send", "calm-otter", "x", "-f", "y").fails(2, "a text and --file exclude each other: give one");
        run("send", "calm-otter", "x", "--steer", "--interrupt")
                .fails(2, "--steer and --interrupt exclude each other: give one");
        run("send", "calm-otter", "x", "--timeout", "3").fails(2, "--timeout is how long to --wait: give both");
        assertThat(run("send").endsWith(2).err()).contains("missing required parameter: 'ID'");
        assertThat(daemon.asked()).isEmpty();
    }
}
