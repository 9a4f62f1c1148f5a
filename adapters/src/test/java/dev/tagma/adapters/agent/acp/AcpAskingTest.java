package dev.tagma.adapters.agent.acp;

import static dev.tagma.adapters.agent.acp.AcpStage.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.testkit.contract.StoreSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Forms, logins, limits, and copies of conversations, with the scripted agent. */
@Timeout(120)
class AcpAskingTest {

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
    void aFormIsAQuestionAndItsAnswerIsTold() throws IOException {
        Observation.RequestOpened asked = asked();

        assertThat(asked.kind()).isEqualTo(RequestKind.QUESTION);
        assertThat(asked.title()).isEqualTo("Which colour?");
        assertThat(asked.questions()).singleElement().satisfies(question -> {
            assertThat(question.text()).isEqualTo("Which colour?");
            assertThat(question.choices()).extracting(Request.Choice::label).containsExactly("Red", "Blue");
        });
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.QUESTION));
        assertThat(stage.driver().answer(request(asked), choose("Green")))
                .isEqualTo(new Answered.Refused("'answer' is one of 'Red', 'Blue', not 'Green'"));

        assertThat(stage.driver().answer(request(asked), choose("blue"))).isEqualTo(new Answered.Delivered());

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.said()).last().isEqualTo("assistant: The answer is Blue");
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
    }

    @Test
    void aFormIsDeclined() throws IOException {
        Observation.RequestOpened asked = asked();

        stage.driver().answer(request(asked), new Answer.Deny(Optional.empty()));

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.said()).last().isEqualTo("assistant: No answer: decline");
    }

    @Test
    void aFormIsOverWhenTheTurnIs() throws IOException {
        asked();

        stage.driver().interrupt();

        assertThat(stage.awaitSeen(Observation.RequestClosed.class).getFirst().how())
                .isEqualTo(Request.How.WITHDRAWN);
        stage.awaitSeen(Observation.TurnEnded.class);
    }

    @Test
    void theNextDaemonAnswersAForm() throws IOException {
        Observation.RequestOpened asked = asked();

        stage.next().adopt();

        assertThat(stage.of(Observation.RequestOpened.class)).containsExactly(asked);
        stage.driver().answer(request(asked), choose("Red"));
        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.said()).last().isEqualTo("assistant: The answer is Red");
    }

    @Test
    void aPageToBeOpenedIsAQuestionWithItsAddress() throws IOException {
        stage.started()
                .say(
                        "TOOL elicitation/create {\"mode\":\"url\",\"url\":\"https://example.com/in\",\"message\":\"Log in\"}");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        assertThat(asked.kind()).isEqualTo(RequestKind.QUESTION);
        assertThat(asked.questions()).singleElement().satisfies(question -> {
            assertThat(question.text()).isEqualTo("Log in\nhttps://example.com/in");
            assertThat(question.choices()).extracting(Request.Choice::label).containsExactly("Done", "Decline");
        });
        assertThat(stage.driver().answer(request(asked), choose("perhaps"))).isInstanceOf(Answered.Refused.class);
        assertThat(stage.driver().answer(request(asked), choose("Done"))).isEqualTo(new Answered.Delivered());

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.said()).last().asString().contains("\"action\":\"accept\"");
    }

    @Test
    void whatIsNoPageOfTheWebIsNotShown() throws IOException {
        stage.started()
                .say("TOOL elicitation/create {\"mode\":\"url\",\"url\":\"file:///etc/passwd\",\"message\":\"m\"}");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.said()).last().asString().contains("Tagma shows forms, and pages of the web");
        assertThat(stage.of(Observation.RequestOpened.class)).isEmpty();
    }

    @Test
    void theNextWayInIsTriedWhereOneIsRefused() throws IOException {
        stage.with("SCRIPTED_ACP_LOGIN", "yes")
                .with("SCRIPTED_KEY", "bad")
                .with("SCRIPTED_TOKEN", "good")
                .started();

        stage.say("SAY in");
        stage.awaitSeen(Observation.TurnEnded.class);
    }

    @Test
    void aPersonLogsInWhereNoWayIsLeft() throws IOException {
        stage.with("SCRIPTED_ACP_LOGIN", "yes").with("SCRIPTED_KEY", "bad").launched(new Start.Fresh());

        await().until(() ->
                stage.now(Question.WAITING).equals(Optional.of(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN))));
        assertThat(stage.driver().capture(10, false)).contains("The key is not good", "scripted-login");
    }

    @Test
    void aLoginThatIsNotGoodAnyMoreWaitsForAPersonUntilTheAgentIsStartedAnew() throws IOException {
        stage.started().say("FAIL 401");

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().outcome())
                .isEqualTo(TurnOutcome.FAILED);
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN));
        assertThat(stage.driver().look(stage.text("more"))).isInstanceOf(Look.Dialog.class);
        assertThat(stage.said()).last().asString().contains("log in with the agent's own program");

        stage.driver().stop(Duration.ofSeconds(10));
        stage.launched(new Start.Resume(stage.conversation()));
        stage.awaitSeen(Observation.Ready.class);
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
        assertThat(stage.driver().look(stage.text("more"))).isEqualTo(new Look.Empty(false));
    }

    @Test
    void anAllowanceThatIsUsedUpIsALimitWithItsEnd() throws IOException {
        Instant before = Instant.now();
        stage.started().say("LIMIT 3600");

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().outcome())
                .isEqualTo(TurnOutcome.LIMITED);
        assertThat(stage.now(Question.CONDITION)).hasValueSatisfying(reading -> {
            Reading.Condition condition = (Reading.Condition) reading;
            assertThat(condition.kind()).isEqualTo(ConditionKind.USAGE_LIMITED);
            assertThat(condition.until().orElseThrow()).isAfter(before.plusSeconds(3599));
        });
    }

    @Test
    void aConversationIsCopied() throws IOException {
        stage.with("SCRIPTED_ACP_OFFERS", "fork").started().say("SAY before");
        stage.awaitSeen(Observation.TurnEnded.class);
        String original = stage.conversation().value();
        stage.driver().stop(Duration.ofSeconds(10));

        stage.launched(new Start.Fork(stage.conversation()));
        stage.awaitSeen(Observation.Ready.class);
        await().until(() -> stage.of(Observation.Identity.class).stream()
                .anyMatch(identity -> !identity.id().value().equals(original)));

        stage.say("SAY in the copy");
        assertThat(stage.heard()).as("of the original").containsExactly("SAY before");
    }

    @Test
    void anAgentThatCannotCopyAConversationSaysSo() throws IOException {
        stage.started().say("SAY before");
        stage.awaitSeen(Observation.TurnEnded.class);
        stage.driver().stop(Duration.ofSeconds(10));

        stage.launched(new Start.Fork(stage.conversation()));

        await().until(() -> stage.of(Observation.Ended.class).stream()
                .anyMatch(ended -> ended.how().toString().contains("cannot copy a conversation")));
    }

    @Test
    void aConversationIsResumedWithoutBeingSaidAgain() throws IOException {
        stage.with("SCRIPTED_ACP_OFFERS", "resume")
                .with("SCRIPTED_ACP_HANGS_AT", "session/load")
                .started()
                .say("SAY before");
        stage.awaitSeen(Observation.TurnEnded.class);
        stage.driver().stop(Duration.ofSeconds(10));

        stage.launched(new Start.Resume(stage.conversation()));
        stage.awaitSeen(Observation.Ready.class);
        stage.say("SAY after");

        assertThat(stage.heard()).containsExactly("SAY before", "SAY after");
    }

    private Observation.RequestOpened asked() throws IOException {
        stage.started().say("ASK Which colour?|Red|Blue");
        return stage.awaitSeen(Observation.RequestOpened.class).getFirst();
    }

    private static Answer choose(String label) {
        return new Answer.Choose(List.of(List.of(label)));
    }

    private static Request request(Observation.RequestOpened asked) {
        return new Request(
                StoreSamples.TENANT,
                StoreSamples.sessionId(1),
                StoreSamples.requestId(1),
                asked.key(),
                asked.kind(),
                asked.title(),
                asked.tool(),
                asked.detail(),
                asked.questions(),
                asked.channel(),
                asked.at(),
                Optional.empty(),
                Optional.empty());
    }
}
