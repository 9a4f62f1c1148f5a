package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.Exchanges;
import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Requests;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.wire.request.RequestJson;
import dev.tagma.wire.turn.TurnState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest extends ConversationTest {

    private static final String CREATE = "/v1/sessions";

    private final RequestJson remove = Requests.permission(Requests.FIRST, "rm -rf build");
    private final RequestJson fetch = Requests.permission(Requests.SECOND, "curl x");

    @BeforeEach
    void acceptSession() {
        daemon.at(
                        "POST " + CREATE,
                        Samples.session(Samples.OTTER, "calm-otter", Lifecycle.REQUESTED, null, "asked for"))
                .at(
                        "GET " + OTTER + "/messages",
                        Exchanges.list(Exchanges.message(MessageState.ACCEPTED, Optional.empty(), null, null)));
    }

    private void over() {
        feed.message(Exchanges.MESSAGE, "started").message(Exchanges.MESSAGE, "done");
    }

    @Test
    void printsWhatTheAgentSaidLastAndNothingElse() {
        over();

        Result result = run("run", "hello there").endsWith(0);

        assertThat(result.out()).isEqualTo("The answer is 42.\n");
        assertThat(text(sent("POST", CREATE), "prompt")).isEqualTo("hello there");
    }

    @Test
    void whatCanBeSaidOfANewSessionCanBeSaidHere() {
        over();

        run("run", "-a", "scripted", "--handle", "calm-otter", "--tag", "x", "--branch", "b", "hello")
                .endsWith(0);

        var sent = sent("POST", CREATE);
        assertThat(text(sent, "agent")).isEqualTo("scripted");
        assertThat(text(sent, "branch")).isEqualTo("b");
        assertThat(text(sent, "path")).isEqualTo(folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"!ls", "/clear", " lead", "a\nb\tc", "${x} %s %n", "ünï 😀", "\u001b[2Jx", "\u202e"})
    void theTextIsSaidAsItIs(String text) {
        over();

        run("run", text).endsWith(0);

        assertThat(text(sent("POST", CREATE), "prompt")).isEqualTo(text);
    }

    @Test
    void aHugeTextComesFromAFileOrFromStdin() throws Exception {
        String huge = "line ü\n".repeat(200_000);
        over();
        input = huge.getBytes(StandardCharsets.UTF_8);
        run("run", "-f", "-").endsWith(0);
        assertThat(text(sent("POST", CREATE), "prompt")).isEqualTo(huge);

        run("run", "-f", "missing.md")
                .fails(1, "cannot read " + folder.resolve("missing.md") + ": there is no such file");
        Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xfc});
        run("run", "-f", "latin").fails(2, folder.resolve("latin") + " is not UTF-8 at byte 2: convert it first");
    }

    @Test
    void tellsWhereItWorksAndWhatItDoes() {
        feed.lifecycle("starting", "")
                .lifecycle("live", "")
                .activity("working", "a turn runs")
                .activity("retrying", "API error 529");
        over();

        Result result = run("run", "hello").endsWith(0);

        assertThat(result.err()).isEqualTo("""
                calm-otter  claude-code in mode plan
                calm-otter  starting
                calm-otter  in /work trees/ü/calm-otter on branch tagma/calm-otter
                calm-otter  working  a turn runs
                calm-otter  retrying  API error 529
                """);
    }

    @Test
    void quietIsQuiet() {
        feed.lifecycle("live", "").activity("working", "a turn runs");
        over();

        assertThat(run("run", "-q", "hello").endsWith(0).err()).isEmpty();
    }

    @Test
    void jsonIsOneObjectAndNothingBesides() {
        feed.lifecycle("live", "").activity("working", "a turn runs").opened(Requests.FIRST);
        over();

        Result result = run("run", "--json", "hello").endsWith(0);

        assertThat(result.out())
                .startsWith("{\"answer\":\"The answer is 42.\",\"session\":{")
                .endsWith("}\n");
        assertThat(result.out()).contains("\"message\":{\"id\":\"" + Exchanges.MESSAGE, "\"turn\":{\"number\":1,");
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INTERRUPTED,turn 1 of calm-otter was interrupted",
        "FAILED,turn 1 of calm-otter failed: the turn is over",
        "LIMITED,turn 1 of calm-otter ended at a usage limit: the turn is over",
        "UNKNOWN,how turn 1 of calm-otter ended is not known; see tagma show calm-otter",
    })
    void aTurnThatDidNotCompleteIsAFailure(TurnState state, String sentence) {
        turn(state, "half of it");
        over();

        Result result = run("run", "-q", "hello").endsWith(1);

        assertThat(result.out()).isEqualTo("half of it\n");
        assertThat(result.err()).isEqualTo("tagma: " + sentence + "\n");
    }

    @Test
    void anAgentThatSaidNothingHasNothingPrinted() {
        turn(TurnState.COMPLETED, null);
        over();

        assertThat(run("run", "hello").endsWith(0).out()).isEmpty();
    }

    @Test
    void anAgentThatDoesNotComeUpIsAFailureWithTheReason() {
        message(MessageState.ACCEPTED);
        becomes(Lifecycle.FAILED, null, "claude was not found");
        feed.lifecycle("failed", "claude was not found");

        run("run", "-q", "hello")
                .fails(
                        1,
                        "calm-otter did not come up: claude was not found; its workspace is kept, see tagma show"
                                + " calm-otter");
    }

    @Test
    void anAgentThatStopsIsAFailure() {
        message(MessageState.ACCEPTED);
        becomes(Lifecycle.STOPPED, null, "killed by signal 9");
        feed.lifecycle("stopped", "killed by signal 9");

        run("run", "-q", "hello")
                .fails(1, "the message is accepted and held: draft; calm-otter stopped: killed by signal 9");
    }

    @Test
    void aMessageThatFailedIsAFailure() {
        message(MessageState.FAILED);
        feed.message(Exchanges.MESSAGE, "failed");

        run("run", "-q", "hello").fails(1, "the message failed: in doubt; it is not repeated by itself");
    }

    @Test
    void theMessagesOfOthersDoNotEndIt() {
        feed.message(Samples.OWL, "done");
        message(MessageState.STARTED);
        becomes(Lifecycle.LIVE, Activity.WORKING, "a turn runs");

        run("run", "-q", "--timeout", "0.3", "hello")
                .fails(124, "the message is started; calm-otter working (a turn runs)");
    }

    @Test
    void aSessionThatIsRemovedMeanwhileIsSaidToBe() {
        feed.put("session.removed", "{'by':'cli:bob','rescue':null}");

        run("run", "-q", "hello").fails(1, "calm-otter was removed by cli:bob");
    }

    @Test
    void withoutATerminalARequestIsShownWithTheCommandThatAnswersItAndWaitedFor() {
        daemon.inTurn(
                REQUESTS,
                FakeDaemon.json(Requests.list()),
                FakeDaemon.json(Requests.list(remove)),
                FakeDaemon.json(Requests.list()));
        feed.opened(Requests.FIRST).closed(Requests.FIRST, "cli:bob");
        over();

        Result result = run("run", "hello").endsWith(0);

        assertThat(result.err()).isEqualTo("""
                calm-otter  claude-code in mode plan
                calm-otter asks for permission: Bash: rm -rf build
                  tagma approve calm-otter
                calm-otter  permission answered by cli:bob
                """);
    }

    @Test
    void aPersonAllowsHereWhatIsAsked() {
        asks(remove);
        takesApproval(remove);
        Person person = new Person("run", "hello");

        person.sees("calm-otter asks for permission: Bash: rm -rf build").sees("n [why not] › ");
        person.types("y\n").sees("approved");
        over();

        Result result = person.endsWith(0);
        assertThat(result.out()).isEqualTo("The answer is 42.\n");
        assertThat(text(sent("POST", "/v1/requests/" + Requests.FIRST + "/approve"), "scope"))
                .isEqualTo("once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maybe", "Y please", "yes no", "1", "approve", "\u001b[A", "ÿ"})
    void whatIsNoClearYesAllowsNothing(String typed) {
        asks(remove);
        takesApproval(remove);
        daemon.at("POST /v1/requests/" + Requests.FIRST + "/reject", (asked, out) -> {
            asks();
            FakeDaemon.json(Samples.json(Requests.allowed(remove))).answer(asked, out);
        });
        Person person =
                new Person("run", "hello").sees("› ").types(typed + "\n").types("n\n");

        person.sees("denied");
        over();

        person.endsWith(0);
        assertThat(daemon.asked("POST", "/v1/requests/" + Requests.FIRST + "/approve"))
                .isEmpty();
    }

    @Test
    void aChangeOfAFileIsShownAsADiff() {
        assertThat(shown(
                        "Edit",
                        "{\"file_path\":\"/w/a.txt\",\"old_string\":\"one\\ntwo\",\"new_string\":\"\\u001b[2Jthree\"}"))
                .contains("    /w/a.txt\n    - one\n    - two\n    + \\x1b[2Jthree\n");
    }

    @Test
    void nothingOfWhatIsAskedForIsHidden() {
        assertThat(
                        shown(
                                "mcp__mail__post",
                                "{\"url\":\"https://example.org\",\"body\":{\"text\":\"\\u001b[2J\\u202esecret\"},\"a b\":[1,true]}"))
                .contains("""
                            https://example.org
                            body: {"text":"\\u001b[2J\\u202esecret"}
                            "a b": [1,true]
                        """);
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() {
        String body = "x".repeat(1000);
        String command = "echo\\n".repeat(30);

        assertThat(shown("Bash", "{\"command\":\"" + command + "\",\"description\":\"" + body + "\"}"))
                .contains("    … 10 more lines; tagma requests --json shows all\n")
                .contains("    description: \"" + "x".repeat(299)
                        + "… 702 more characters; tagma requests --json shows all\n");
    }

    @Test
    void whatMoreThanThisOnceCoversIsSaidBeforeItIsOffered() {
        assertThat(shown("Bash", "{\"command\":\"make\"}")).contains("  s and p allow this very command\n");
        assertThat(shown("Write", "{\"file_path\":\"/w/a\",\"content\":\"x\"}"))
                .contains("  s and p allow every use of Write\n");
    }

    /** What a person sees of a permission for this use of a tool. */
    private String shown(String tool, String detail) {
        daemon.at(
                REQUESTS,
                Requests.list(remove)
                        .replace("\"tool\":\"Bash\"", "\"tool\":\"" + tool + "\"")
                        .replace("\"detail\":{}", "\"detail\":" + detail));
        Person person = new Person("run", "hello").sees("› ");
        over();
        return person.endsWith(0).err();
    }

    @Test
    void aRefusalTellsTheAgentWhy() {
        asks(remove);
        daemon.at("POST /v1/requests/" + Requests.FIRST + "/reject", (asked, out) -> {
            asks();
            FakeDaemon.json(Samples.json(Requests.allowed(remove))).answer(asked, out);
        });
        Person person = new Person("run", "hello").sees("› ").types("no  use make clean\n");

        person.sees("denied: use make clean");
        over();

        person.endsWith(0);
        assertThat(text(sent("POST", "/v1/requests/" + Requests.FIRST + "/reject"), "reason"))
                .isEqualTo("use make clean");
    }

    @Test
    void questionsAreAnsweredOneByOne() {
        RequestJson question = Requests.question(
                Requests.FIRST, Requests.ask("Colour?", false, "Red", "Blue"), Requests.ask("Sizes?", true, "S", "M"));
        asks(question);
        daemon.at("POST /v1/requests/" + Requests.FIRST + "/answer", (asked, out) -> {
            asks();
            FakeDaemon.json(Samples.json(question)).answer(asked, out);
        });
        Person person = new Person("run", "hello");

        person.sees("calm-otter asks: Colour?").sees("2  Blue").types("7\n").sees("no choice 7, only 1 to 2");
        person.types("2\n")
                .sees("calm-otter asks: Sizes? (several may be chosen)")
                .types("1,2\n");
        person.sees("answered Blue; S, M");
        over();

        person.endsWith(0);
        assertThat(daemon.asked("POST", "/v1/requests/" + Requests.FIRST + "/answer")
                        .getFirst()
                        .body())
                .isEqualTo("{\"choices\":[[\"Blue\"],[\"S\",\"M\"]]}");
    }

    @Test
    void whatIsAnsweredElsewhereIsNoLongerAskedHere() {
        asks(remove);
        Person person = new Person("run", "hello").sees("› ");

        asks();
        feed.closed(Requests.FIRST, "terminal");
        person.sees("permission answered by terminal");
        over();

        person.endsWith(0);
    }

    /** A yes that was meant for one thing must not allow another. */
    @Test
    void aLineThatWasBegunForARequestThatIsOverAnswersNoOther() {
        asks(remove);
        takesApproval(fetch);
        Person person = new Person("run", "hello").sees("rm -rf build").sees("› ");

        asks(fetch);
        feed.closed(Requests.FIRST, "terminal");
        person.sees("curl x").types("y\n").sees("what was asked before is over");
        assertThat(daemon.asked("POST", "/v1/requests/" + Requests.SECOND + "/approve"))
                .isEmpty();
        person.types("y\n").sees("approved");
        over();

        person.endsWith(0);
        assertThat(daemon.asked("POST", "/v1/requests/" + Requests.SECOND + "/approve"))
                .hasSize(1);
    }

    @Test
    void aRefusedAnswerIsSaidAndTheRunGoesOn() {
        asks(remove);
        daemon.at("POST /v1/requests/" + Requests.FIRST + "/approve", (asked, out) -> {
            asks();
            FakeDaemon.problem(409, "conflict", "it was answered already").answer(asked, out);
        });
        daemon.at("GET /v1/requests/" + Requests.FIRST, Samples.json(Requests.allowed(remove)));
        Person person = new Person("run", "hello").sees("› ").types("y\n");

        person.sees("it was answered already");
        over();

        person.endsWith(0);
    }

    @Test
    void whoeverHangsUpLeavesTheAnswerToOthers() {
        asks(remove);
        Person person = new Person("run", "hello").sees("› ").hangsUp();

        person.sees("  tagma approve calm-otter");
        over();

        person.endsWith(0);
    }

    @Test
    void aRequestThatOnlyTheTerminalCanAnswerIsNotAskedHere() {
        daemon.at(REQUESTS, Requests.list(remove).replace("\"channel\":\"native\"", "\"channel\":\"terminal\""));
        Person person = new Person("run", "hello").sees("can only be answered at the agent's terminal");
        over();

        assertThat(person.endsWith(0).err()).doesNotContain("› ");
    }

    @Test
    void aDraftThatHoldsTheMessageIsSaid() {
        feed.held(Exchanges.MESSAGE, "draft").held(Exchanges.MESSAGE, "draft");
        over();

        assertThat(run("run", "hello").endsWith(0).err())
                .containsOnlyOnce("calm-otter  the message waits: draft; see tagma attach calm-otter");
    }

    @Test
    void goesOnWhenTheDaemonIsStoppedAndComesBack() throws Exception {
        Person person = new Person("run", "hello");
        feed.activity("working", "a turn runs");
        person.sees("calm-otter working");

        daemon.stop();
        daemon.startAgain();
        // The first is lost with the old connection's thread, which still waits for it.
        feed.activity("working", "a turn runs").activity("working", "a turn runs");
        over();
        over();

        person.endsWith(0);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        run("run").fails(2, "there is nothing to say: give a TEXT, or --file");
        run("run", "").fails(2, "the text is empty: there is nothing to say");
        run("run", " \n").fails(2, "the text is empty: there is nothing to say");
        run("run", "fix", "it").fails(2, "run takes one text, not 2: put it in quotes");
        run("run", "x", "-f", "y").fails(2, "a text and --file exclude each other: give one");
        run("run", "--timeout", "-1", "x").fails(2, "--timeout '-1' is not a time: give seconds, 0 or more");
        run("run", "--worktree", "--in-place", "x").fails(2, "--worktree and --in-place exclude each other: give one");
        assertThat(run("run", "--bogus", "x").endsWith(2).err()).contains("run has no option '--bogus'");
        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void aRefusalOfTheDaemonIsSaid() {
        daemon.at("POST " + CREATE, FakeDaemon.problem(400, "invalid", "Agent 'x' is not known here", "scripted"));

        run("run", "-a", "x", "hello").fails(2, "Agent 'x' is not known here (scripted)");
    }
}
