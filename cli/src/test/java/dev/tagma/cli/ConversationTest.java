package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.Exchanges;
import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Feed;
import dev.tagma.cli.fake.Keys;
import dev.tagma.cli.fake.Requests;
import dev.tagma.cli.fake.Samples;
import dev.tagma.cli.talk.Streams;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.wire.request.RequestJson;
import dev.tagma.wire.turn.TurnState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

/** Commands that say something to the otter and stay until it is over. */
abstract class ConversationTest extends CommandTest {

    protected static final String OTTER = "/v1/sessions/" + Samples.OTTER;
    protected static final String REQUESTS = "GET " + OTTER + "/requests";

    protected final Feed feed = new Feed();

    @BeforeEach
    void anOtterThatAnswers() {
        daemon.at("GET " + OTTER, Samples.idle(Samples.OTTER, "calm-otter"))
                .at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"))
                .at("GET " + OTTER + "/events", feed)
                .at(REQUESTS, Requests.list());
        message(MessageState.DONE);
        turn(TurnState.COMPLETED, "The answer is 42.");
    }

    protected void message(MessageState state) {
        daemon.at(
                "GET " + OTTER + "/messages/" + Exchanges.MESSAGE,
                Samples.json(Exchanges.message(
                        state,
                        state == MessageState.DONE ? Optional.of(1) : Optional.empty(),
                        state == MessageState.ACCEPTED ? "draft" : null,
                        state == MessageState.FAILED ? "in doubt" : null)));
    }

    protected void turn(TurnState state, String said) {
        daemon.at("GET " + OTTER + "/turns", Exchanges.turn(state, said));
    }

    protected void becomes(Lifecycle lifecycle, Activity activity, String reason) {
        daemon.at("GET " + OTTER, Samples.session(Samples.OTTER, "calm-otter", lifecycle, activity, reason));
    }

    protected void asks(RequestJson... requests) {
        daemon.at(REQUESTS, Requests.list(requests));
    }

    /** The request is allowed when somebody says so; then nothing is asked any more. */
    protected void takesApproval(RequestJson request) {
        daemon.at("POST /v1/requests/" + request.id() + "/approve", (asked, out) -> {
            asks();
            FakeDaemon.json(Samples.json(Requests.allowed(request))).answer(asked, out);
        });
    }

    /** A command with a person before it. */
    protected final class Person {

        private final Keys keys = new Keys();
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
        private final CompletableFuture<Integer> exit;

        Person(String... words) {
            var streams = new Streams(keys, output, talk, true, true, true);
            exit = CompletableFuture.supplyAsync(() -> cli(streams).run(List.of(words)));
        }

        /** Waits until this can be seen. */
        Person sees(String text) {
            Awaitility.await().untilAsserted(() -> assertThat(seen()).contains(text));
            return this;
        }

        String seen() {
            return talk.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
        }

        Person types(String text) {
            keys.type(text);
            return this;
        }

        Person hangsUp() {
            keys.hangUp();
            return this;
        }

        Result endsWith(int code) {
            var result = new Result(exit.join(), output.toString(StandardCharsets.UTF_8), seen());
            return result.endsWith(code);
        }
    }
}
