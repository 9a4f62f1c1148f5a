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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskTest extends ConversationTest {

    private static final String SEND = OTTER + "/messages";
    private static final String ONE = "GET " + SEND + "/" + Exchanges.MESSAGE;

    private final RequestJson remove = Requests.permission(Requests.FIRST, "rm -rf build");

    @BeforeEach
    void acceptMessage() {
        String accepted = Samples.json(Exchanges.message(MessageState.ACCEPTED, Optional.empty(), null, null));
        String done = Samples.json(Exchanges.message(MessageState.DONE, Optional.of(1), null, null));
        daemon.at("POST " + SEND, accepted).inTurn(ONE, FakeDaemon.json(accepted), FakeDaemon.json(done));
    }

    private void over() {
        feed.message(Exchanges.MESSAGE, "done");
    }

    @Test
    void printsTheAnswerAndNothingElse() {
        over();

        Result result = run("ask", "calm-otter", "what is it?").endsWith(0);

        assertThat(result.out()).isEqualTo("The answer is 42.\n");
        assertThat(result.err()).isEmpty();
        assertThat(text(sent("POST", SEND), "text")).isEqualTo("what is it?");
        assertThat(text(sent("POST", SEND), "mode")).isEqualTo("queue");
    }

    /** What happens between accepting and following must not be missed. */
    @Test
    void theEventsAreFollowedFromBeforeTheMessageOn() {
        over();

        run("ask", "calm-otter", "hello").endsWith(0);

        var order = daemon.asked().stream()
                .map(one -> one.method() + " " + one.target().replace(OTTER, ""))
                .filter(one -> one.contains("/events") || one.startsWith("POST"))
                .toList();
        assertThat(order)
                .containsExactly("GET /events?since=now&follow=false", "POST /messages", "GET /events?since=here");
    }

    @Test
    void theAnswerIsExactWhereAProgramReadsIt() {
        turn(TurnState.COMPLETED, "\tindented\r\n\u001b[31mred\n");
        over();

        assertThat(run("ask", "calm-otter", "hello").endsWith(0).out()).isEqualTo("\tindented\r\n\u001b[31mred\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!ls", "/clear", "-x", " lead", "a\nb", "%s", "😀"})
    void theTextIsSaidAsItIs(String text) {
        over();

        run("ask", "calm-otter", "--", text).endsWith(0);

        assertThat(text(sent("POST", SEND), "text")).isEqualTo(text);
    }

    @Test
    void aMessageThatIsOverAlreadyIsNotWaitedFor() {
        daemon.at(ONE, Samples.json(Exchanges.message(MessageState.DONE, Optional.of(1), null, null)));

        assertThat(run("ask", "--key", "k", "calm-otter", "hello").endsWith(0).out())
                .isEqualTo("The answer is 42.\n");
        assertThat(text(sent("POST", SEND), "key")).isEqualTo("k");
    }

    @Test
    void withoutATerminalARequestEndsItAndTheNextStepIsSaid() {
        daemon.at(ONE, Samples.json(Exchanges.message(MessageState.STARTED, Optional.of(1), null, null)));
        daemon.inTurn(REQUESTS, FakeDaemon.json(Requests.list()), FakeDaemon.json(Requests.list(remove)));
        becomes(Lifecycle.LIVE, Activity.WAITING_PERMISSION, "asks for Bash");
        feed.opened(Requests.FIRST);

        Result result = run("ask", "calm-otter", "hello").endsWith(1);

        assertThat(result.err())
                .contains("the message is started; calm-otter waits for permission")
                .contains("answer with tagma approve calm-otter");
    }

    @Test
    void aPersonAnswersHereWhatIsAsked() {
        asks(remove);
        takesApproval(remove);
        Person person =
                new Person("ask", "calm-otter", "hello").sees("› ").types("y\n").sees("approved");
        over();

        assertThat(person.endsWith(0).out()).isEqualTo("The answer is 42.\n");
    }

    @Test
    void aSessionThatDoesNotRunIsNotWaitedFor() {
        daemon.at(
                ONE,
                Samples.json(Exchanges.message(MessageState.ACCEPTED, Optional.empty(), "the agent is stopped", null)));
        becomes(Lifecycle.STOPPED, null, "ended");

        run("ask", "calm-otter", "hello")
                .fails(1, "the message is accepted and held: the agent is stopped; calm-otter stopped: ended");
    }

    @Test
    void whenTheTimeIsUpItEndsWithItsOwnCode() {
        daemon.at(ONE, Samples.json(Exchanges.message(MessageState.STARTED, Optional.of(1), null, null)));
        becomes(Lifecycle.LIVE, Activity.WORKING, "a turn runs");
        turn(TurnState.RUNNING, null);

        run("ask", "--timeout", "0.3", "calm-otter", "hello")
                .fails(124, "the message is started; calm-otter working (a turn runs)");
    }

    @Test
    void jsonIsOneObject() {
        over();

        Result result = run("ask", "--json", "calm-otter", "hello").endsWith(0);

        assertThat(result.out())
                .startsWith("{\"answer\":\"The answer is 42.\",\"session\":{")
                .endsWith("}\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        run("ask", "calm-otter").fails(2, "there is nothing to say: give a TEXT, or --file");
        run("ask", "calm-otter", "").fails(2, "the text is empty: there is nothing to say");
        run("ask", "calm-otter", "a", "b").fails(2, "ask takes one text, not 2: put it in quotes");
        run("ask", "a\u001b[2J", "x")
                .fails(2, "session 'a\\x1b[2J' is not a name: handles and ids are letters, digits and hyphens");
        assertThat(run("ask").endsWith(2).err()).contains("missing required parameter: 'ID'");
        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void aSessionDoesNotWaitForItself() {
        environment.put("TAGMA_SESSION", Samples.OTTER);
        String sentence =
                "a session cannot wait for itself: its turn is not over before this command is; tagma send does not wait";

        run("ask", "calm-otter", "hello").fails(2, sentence);
        run("send", "calm-otter", "--wait", "hello").fails(2, sentence);
        run("wait", "calm-otter").fails(2, sentence);

        assertThat(daemon.asked()).noneMatch(one -> one.method().equals("POST"));
    }

    @Test
    void aMistypedNameListsThoseThatAreMeant() {
        daemon.at("GET /v1/sessions/olw", FakeDaemon.problem(404, "not_found", "There is no session 'olw'", "owl"));

        run("ask", "olw", "hello").fails(1, "There is no session 'olw' (owl)");
    }
}
