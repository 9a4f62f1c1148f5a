package dev.tagma.adapters.agent.claude.stream;

import static dev.tagma.adapters.agent.claude.stream.StreamStage.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.ChangesCourse;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Interruption;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.testkit.contract.StoreSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver with the scripted program as a process of its own. */
@Timeout(120)
class StreamDriverTest {

    private static final Answer ONCE = new Answer.Allow(Answer.Scope.ONCE);

    @TempDir
    private Path directory;

    private StreamStage stage;

    @BeforeEach
    void raise() throws IOException {
        stage = new StreamStage(directory);
    }

    @AfterEach
    void strike() throws IOException {
        stage.close();
    }

    @Test
    void aProgramThatIsReadyIsIdleInTheConversationThatTagmaNamed() throws IOException {
        stage.started();

        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.OVER));
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
        assertThat(stage.of(Observation.Identity.class))
                .last()
                .satisfies(is -> assertThat(is.id()).isEqualTo(stage.conversation()));
        assertThat(stage.of(Observation.ProcessIs.class))
                .last()
                .satisfies(is -> assertThat(is.process()).isPresent());
        assertThat(stage.driver().gone()).isFalse();
    }

    @Test
    void nothingIsSaidBeforeTheProgramIsReady() throws IOException {
        stage.with("SCRIPTED_START_DELAY", "1500").launched(new Start.Fresh());

        assertThat(stage.driver().look(stage.text("hello"))).isInstanceOf(Look.Unclear.class);
        assertThat(stage.now(Question.TURN)).isEmpty();

        stage.awaitSeen(Observation.Ready.class);
        assertThat(stage.driver().look(stage.text("hello"))).isEqualTo(new Look.Empty(false));
    }

    @Test
    void aTurnBeginsAndEnds() throws IOException {
        stage.started();

        Evidence.Entered entered = stage.say("SAY first words\nSAY last words");
        List<Observation.TurnEnded> ended = stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(entered.joined()).isFalse();
        assertThat(stage.of(Observation.TurnStarted.class))
                .singleElement()
                .satisfies(began -> assertThat(began.key()).isEqualTo(entered.turnKey()));
        assertThat(ended).singleElement().satisfies(over -> {
            assertThat(over.key()).contains(entered.turnKey());
            assertThat(over.outcome()).isEqualTo(TurnOutcome.COMPLETED);
            assertThat(over.lastMessage()).contains("last words");
        });
        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.OVER));
        assertThat(stage.said())
                .containsExactly(
                        "user: SAY first words\nSAY last words", "assistant: first words", "assistant: last words");
        assertThat(stage.driver().lastMessages(1)).containsExactly("first words\nlast words");
        assertThat(stage.driver().capture(10, false)).contains("> SAY first words", "  last words");
    }

    @Test
    void theModelReceivesTheVeryText() throws IOException {
        stage.started();
        String text = "a \"quoted\" text\twith ünïcödé 🦦 and\na second line";

        stage.say(text);
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.heard()).containsExactly(text);
    }

    @Test
    void whileItWorksTheAgentTakesNoMessage() throws IOException {
        stage.started().say("WAIT gate");

        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.RUNNING));
        assertThat(stage.driver().look(stage.text("another"))).isInstanceOf(Look.Unclear.class);
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> stage.driver().submit());

        stage.open("gate");
        stage.awaitTurn(TurnState.OVER);
        stage.say("SAY two");
        await().until(() -> stage.of(Observation.TurnEnded.class).size() == 2);
        assertThat(stage.heard()).containsExactly("WAIT gate", "SAY two");
    }

    @Test
    void aPermissionIsAskedAndGiven() throws IOException {
        stage.started().say("BASH touch made");

        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();
        assertThat(asked.kind()).isEqualTo(RequestKind.PERMISSION);
        assertThat(asked.title()).isEqualTo("Bash: touch made");
        assertThat(asked.tool()).contains("Bash");
        assertThat(asked.detail()).isEqualTo("{\"command\":\"touch made\"}");
        assertThat(asked.channel()).isEqualTo(Request.Channel.NATIVE);
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.PERMISSION));
        assertThat(stage.driver().look(stage.text("hello"))).isInstanceOf(Look.Dialog.class);
        assertThat(stage.workspace().resolve("made")).doesNotExist();

        assertThat(stage.driver().answer(request(asked), ONCE)).isEqualTo(new Answered.Delivered());

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.workspace().resolve("made")).exists();
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
        assertThat(stage.driver().answer(request(asked), ONCE)).isInstanceOf(Answered.TooLate.class);
    }

    @Test
    void aPermissionIsDeniedWithItsReason() throws IOException {
        stage.started().say("BASH touch made");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        stage.driver().answer(request(asked), new Answer.Deny(Optional.of("not here")));

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.workspace().resolve("made")).doesNotExist();
        assertThat(stage.said()).contains("tool: not here");
    }

    @Test
    void aPermissionForTheSessionIsNotAskedAgain() throws IOException {
        stage.started().say("BASH touch made\nBASH touch made");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        stage.driver().answer(request(asked), new Answer.Allow(Answer.Scope.SESSION));

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.of(Observation.RequestOpened.class)).hasSize(1);
    }

    @Test
    void aQuestionIsAnsweredByItsChoice() throws IOException {
        stage.started().say("ASK Which colour?|Red|Blue");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();
        assertThat(asked.kind()).isEqualTo(RequestKind.QUESTION);
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.QUESTION));

        stage.driver().answer(request(asked), new Answer.Choose(List.of(List.of("Blue"))));

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().lastMessage())
                .contains("You chose Blue");
    }

    @Test
    void aPlanIsAPlan() throws IOException {
        stage.started().say("PLAN 1. do it");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();
        assertThat(asked.kind()).isEqualTo(RequestKind.PLAN);
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.PLAN));

        stage.driver().answer(request(asked), ONCE);

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().lastMessage())
                .contains("The plan is approved");
    }

    @Test
    void aTurnIsInterrupted() throws IOException {
        stage.started();
        assertThat(stage.driver().interrupt()).isEqualTo(Interruption.NOTHING_RUNS);
        stage.say("WAIT never");

        assertThat(stage.driver().interrupt()).isEqualTo(Interruption.PRESSED);

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().outcome())
                .isEqualTo(TurnOutcome.INTERRUPTED);
        assertThat(stage.said()).last().isEqualTo("system: interrupted");
        assertThat(stage.now(Question.CONDITION))
                .contains(new Reading.Condition(ConditionKind.NONE, "", Optional.empty()));
    }

    @Test
    void whatAnAnswerUsedIsToldOnceAsTheRecordHasIt() throws IOException {
        Evidence.Entered entered = stage.started().say("TOKENS 1000 50\nSAY one");
        stage.awaitSeen(Observation.TurnEnded.class);

        List<Observation.Used> used = stage.of(Observation.Used.class);
        assertThat(used)
                .extracting(Observation.Used::key)
                .hasSizeGreaterThan(1)
                .containsOnly(used.getFirst().key());
        assertThat(used.getFirst().key()).matches("msg_[^:]+:req_.+");
        assertThat(used).last().satisfies(last -> {
            assertThat(last.tokens().total()).isEqualTo(1050);
            assertThat(last.model()).isEqualTo("scripted-model");
            assertThat(last.turn()).contains(entered.turnKey());
        });
    }

    @Test
    void aLimitThatEndsAtNoMomentIsALimitAllTheSame() throws IOException {
        stage.started()
                .say("MISLEAD {\"type\":\"assistant\",\"parent_tool_use_id\":null,\"error\":\"rate_limit\","
                        + "\"api_error\":\"usage_limit_reached\",\"api_error_params\":{\"rate_limit_info\":"
                        + "{\"resetsAt\":99999999999999999}},\"message\":{\"content\":[]}}\nSAY after");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.of(Observation.Seen.class))
                .extracting(seen -> seen.fact().reading())
                .contains(new Reading.Condition(ConditionKind.USAGE_LIMITED, "", Optional.empty()));
    }

    @Test
    void aLoginThatIsNotGoodAnyMoreIsWaitedFor() throws IOException {
        stage.started().say("FAIL 401");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN));
        assertThat(stage.now(Question.CONDITION))
                .contains(new Reading.Condition(ConditionKind.NONE, "", Optional.empty()));
        assertThat(stage.driver().look(stage.text("hello"))).isEqualTo(new Look.Dialog("it wants a login"));
    }

    @Test
    void anotherModeAndModelAreTakenWhileItWorks() throws IOException {
        stage.started().say("WAIT gate");
        ChangesCourse driver = (ChangesCourse) stage.driver();

        assertThat(driver.mode(PermissionMode.YOLO)).isEqualTo(new ChangesCourse.Changed.Done());
        assertThat(driver.model("no-such")).isEqualTo(new ChangesCourse.Changed.Refused("there is no model 'no-such'"));
        assertThat(driver.model("opus")).isEqualTo(new ChangesCourse.Changed.Done());

        stage.open("gate");
        stage.awaitTurn(TurnState.OVER);
        stage.say("BASH touch made");
        await().until(() -> stage.of(Observation.TurnEnded.class).size() == 2);
        assertThat(stage.workspace().resolve("made")).exists();
        assertThat(stage.of(Observation.RequestOpened.class)).isEmpty();
    }

    /** All that was said to the program. */
    private String given() throws IOException {
        Path handle = Path.of(stage.driver().handle().name());
        return Files.readString(directory.resolve("pipe").resolve(handle).resolve("to/in"));
    }

    @Test
    void whoeverWaitsForAnotherModeIsToldThatTheProgramEnded() throws Exception {
        stage.with("SCRIPTED_STREAM_MUTE_MODES", "yes").started().say("WAIT gate\nCRASH");
        ChangesCourse driver = (ChangesCourse) stage.driver();
        CompletableFuture<ChangesCourse.Changed> changed =
                CompletableFuture.supplyAsync(() -> driver.mode(PermissionMode.PLAN));
        await().until(() -> given().contains("set_permission_mode"));

        stage.open("gate");

        assertThat(changed.get(30, TimeUnit.SECONDS)).isEqualTo(new ChangesCourse.Changed.Refused("its program ended"));
    }

    @Test
    void aConversationThatIsNamedByNothingKeepsItsName() throws IOException {
        stage.started().say("MISLEAD {\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\" \"}\nSAY after");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.of(Observation.Identity.class))
                .extracting(Observation.Identity::id)
                .containsOnly(stage.conversation());
    }

    @Test
    void whatIsAskedIsTakenBackWhenTheTurnIsInterrupted() throws IOException {
        stage.started().say("BASH touch made");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        stage.driver().interrupt();

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.of(Observation.RequestClosed.class)).singleElement().satisfies(over -> {
            assertThat(over.key()).isEqualTo(asked.key());
            assertThat(over.how()).isEqualTo(Request.How.WITHDRAWN);
        });
        assertThat(stage.workspace().resolve("made")).doesNotExist();
    }

    @Test
    void aFailedTurnIsAnErrorUntilTheNextOne() throws IOException {
        stage.started().say("FAIL 500");

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().outcome())
                .isEqualTo(TurnOutcome.FAILED);
        assertThat(stage.of(Observation.Seen.class))
                .extracting(seen -> seen.fact().reading())
                .contains(new Reading.Condition(
                        ConditionKind.RETRYING, "attempt 1 of 2: server_error", Optional.empty()));
        assertThat(stage.now(Question.CONDITION))
                .contains(new Reading.Condition(ConditionKind.ERROR, "API Error: 500", Optional.empty()));

        stage.say("SAY fine");
        await().until(() -> stage.of(Observation.TurnEnded.class).size() == 2);
        assertThat(stage.now(Question.CONDITION))
                .contains(new Reading.Condition(ConditionKind.NONE, "", Optional.empty()));
    }

    @Test
    void aLimitThatIsReachedIsNamedWithItsEnd() throws IOException {
        stage.started().say("LIMIT 3600");

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().outcome())
                .isEqualTo(TurnOutcome.LIMITED);
        assertThat(stage.now(Question.CONDITION)).hasValueSatisfying(reading -> {
            Reading.Condition limited = (Reading.Condition) reading;
            assertThat(limited.kind()).isEqualTo(ConditionKind.USAGE_LIMITED);
            assertThat(limited.until())
                    .hasValueSatisfying(until -> assertThat(until).isAfter(Instant.now()));
        });
    }

    @Test
    void whatRunsOnInTheBackgroundIsCounted() throws IOException {
        stage.started().say("TASK helper|SAY nothing");
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.now(Question.BACKGROUND)).contains(new Reading.Background(1));

        stage.say("TASK over|SAY nothing");
        await().until(() -> stage.of(Observation.TurnEnded.class).size() == 2);
        assertThat(stage.now(Question.BACKGROUND)).contains(new Reading.Background(0));
    }

    @Test
    void aProgramThatDiesInATurnIsGone() throws IOException {
        stage.started().say("SAY dying\nCRASH");

        assertThat(stage.awaitSeen(Observation.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.how()).isEqualTo(new Liveness.Dead(OptionalInt.of(137))));
        assertThat(stage.said()).containsExactly("user: SAY dying\nCRASH", "assistant: dying");
        assertThat(stage.of(Observation.TurnEnded.class))
                .singleElement()
                .satisfies(over -> assertThat(over.outcome()).isEqualTo(TurnOutcome.UNKNOWN));
        assertThat(stage.driver().gone()).isTrue();
    }

    @Test
    void aProgramThatNeverAnswersIsEndedAndSaidSo() throws IOException {
        stage.with("SCRIPTED_STREAM_MUTE", "yes").patient(Duration.ofSeconds(3)).launched(new Start.Fresh());

        assertThat(stage.awaitSeen(Observation.Ended.class).getFirst().how())
                .isEqualTo(new Liveness.Gone("it did not answer initialize within 3 s"));
        await().until(() -> stage.driver().gone());
        assertThat(stage.of(Observation.Ready.class)).isEmpty();
    }

    @Test
    void aProgramThatRefusesToBeginIsEndedAndSaidSo() throws IOException {
        stage.with("SCRIPTED_STREAM_REFUSES", "yes").launched(new Start.Fresh());

        assertThat(stage.awaitSeen(Observation.Ended.class).getFirst().how())
                .isEqualTo(new Liveness.Gone("it would not begin: not today"));
    }

    @Test
    void aModeIsGivenAtTheStart() throws IOException {
        stage.in(PermissionMode.YOLO).started().say("BASH touch made");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.of(Observation.RequestOpened.class)).isEmpty();
        assertThat(stage.workspace().resolve("made")).exists();
    }

    @Test
    void linesThatAreNoMessagesAreSurvived() throws IOException {
        stage.started().say("SAY one\nMISLEAD {\"type\": \"result\", \"is\nMISLEAD [1]\nSAY two");

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().lastMessage())
                .contains("two");
    }

    @Test
    void whatIsSaidTwiceCountsOnce() throws IOException {
        stage.with("SCRIPTED_STREAM_REPEATS", "yes")
                .with("SCRIPTED_STREAM_CHATTERS", "yes")
                .started()
                .say("BASH touch made\nSAY done");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        stage.driver().answer(request(asked), ONCE);
        stage.awaitSeen(Observation.TurnEnded.class);
        stage.say("SAY again");
        await().until(() -> stage.of(Observation.TurnEnded.class).size() == 2);

        assertThat(stage.of(Observation.RequestOpened.class)).hasSize(1);
        assertThat(stage.openRequests().size()).isLessThanOrEqualTo(1);
        assertThat(stage.heard()).hasSize(2);
    }

    @Test
    void aResultThatComesLateEndsNoOtherTurn() throws IOException {
        stage.started().say("LATEHOOK 1\nSAY first");
        stage.awaitSeen(Observation.TurnEnded.class);

        stage.say("SAY begun\nWAIT gate");
        await().until(() -> stage.driver().capture(10, false).contains("waiting for gate"));

        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.RUNNING));
        stage.open("gate");
        await().until(() -> stage.of(Observation.TurnEnded.class).size() == 2);
        assertThat(stage.of(Observation.TurnEnded.class).getLast().outcome()).isEqualTo(TurnOutcome.COMPLETED);
    }

    @Test
    void aFloodOfErrorsBlocksNothing() throws IOException {
        stage.started().say("FLOOD 6000\nSAY done");

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().lastMessage())
                .contains("done");
    }

    @Test
    void theNextDaemonGoesOnInTheMiddleOfATurn() throws IOException {
        stage.started().say("SAY before\nWAIT gate\nSAY after");
        await().until(() -> stage.driver().capture(10, false).contains("waiting for gate"));

        assertThat(stage.next().adopt()).isEqualTo(new Adoption.Running());
        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.RUNNING));
        assertThat(stage.of(Observation.TurnStarted.class)).hasSize(1);
        stage.open("gate");

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.said())
                .containsExactly(
                        "user: SAY before\nWAIT gate\nSAY after",
                        "assistant: before",
                        "assistant: waiting for gate",
                        "assistant: after");
    }

    @Test
    void theNextDaemonAnswersWhatIsAsked() throws IOException {
        stage.started().say("BASH touch made");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        stage.next().adopt();

        assertThat(stage.of(Observation.RequestOpened.class)).containsExactly(asked);
        assertThat(stage.of(Observation.RequestsAre.class))
                .singleElement()
                .satisfies(are -> assertThat(are.keys()).containsExactly(asked.key()));
        assertThat(stage.of(Observation.Seen.class))
                .as("told first, so that it never seems to work")
                .first()
                .satisfies(seen ->
                        assertThat(seen.fact().reading()).isEqualTo(new Reading.Waiting(WaitingFor.PERMISSION)));
        stage.driver().answer(request(asked), ONCE);
        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.workspace().resolve("made")).exists();
    }

    @Test
    void theNextDaemonLearnsWhatHappenedMeanwhile() throws IOException {
        stage.started().say("WAIT gate\nSAY done");
        stage.driver().close();
        stage.open("gate");

        stage.next().adopt();

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().lastMessage())
                .contains("done");
        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.OVER));
    }

    @Test
    void aDaemonThatDiesWhileItSubmitsHasSaidItOnce() throws IOException {
        for (String checkpoint : List.of("frame.kept", "frame.half", "frame.written")) {
            stage.at(name -> {});
            if (stage.driver() == null) {
                stage.started();
            } else {
                stage.next().adopt();
            }
            boolean[] armed = new boolean[1];
            stage.at(name -> {
                if (armed[0] && name.equals(checkpoint)) {
                    throw new IllegalStateException("died at " + name);
                }
            });
            stage.next().adopt();
            armed[0] = true;
            String text = "SAY at " + checkpoint;
            String mark = stage.driver().mark();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> stage.submit(text));

            stage.at(name -> {});
            stage.next().adopt();

            assertThat(stage.driver().awaitEvidence(mark, stage.text(text), Duration.ofSeconds(30)))
                    .isInstanceOf(Evidence.Entered.class);
            stage.awaitTurn(TurnState.OVER);
            assertThat(stage.heard()).filteredOn(text::equals).hasSize(1);
        }
    }

    @Test
    void whatCannotBeKeptIsHeardAgain() throws IOException {
        stage.started().say("WAIT gate\nSAY after");
        Path state = directory.resolve("session/stream.json.new");
        Files.createDirectory(state);

        stage.open("gate");
        await().until(() -> stage.of(Observation.CarrierChanged.class).stream()
                .anyMatch(changed -> changed.carrier() instanceof Carrier.Broken));
        Files.delete(state);

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.of(Observation.CarrierChanged.class))
                .last()
                .satisfies(changed -> assertThat(changed.carrier()).isEqualTo(Carrier.INTACT));
    }

    @Test
    void aMessageThatStandsReadyIsThereForTheNextDaemon() throws IOException {
        stage.started();
        stage.driver().place(stage.text("SAY ready"));

        stage.next().adopt();

        assertThat(stage.driver().look(stage.text("SAY ready"))).isEqualTo(new Look.Ours(false));
        assertThat(stage.driver().look(stage.text("other"))).isEqualTo(new Look.Empty(false));
    }

    @Test
    void aProgramThatDiedMeanwhileIsFoundEndedWithWhatItHadBegun() throws IOException {
        stage.started().say("WAIT gate\nSAY last words\nCRASH");
        stage.driver().close();
        stage.open("gate");
        await().until(() -> stage.driver().gone());

        assertThat(stage.next().adopt()).isEqualTo(new Adoption.Ended("its program ended with exit code 137"));
        assertThat(stage.said()).last().isEqualTo("assistant: last words");
        assertThat(stage.of(Observation.TurnEnded.class))
                .singleElement()
                .satisfies(over -> assertThat(over.outcome()).isEqualTo(TurnOutcome.UNKNOWN));
    }

    @Test
    void aConversationIsGoneOnWith() throws IOException {
        stage.started().say("SAY before");
        stage.awaitSeen(Observation.TurnEnded.class);
        stage.driver().stop(Duration.ofSeconds(10));
        assertThat(stage.driver().gone()).isTrue();

        stage.launched(new Start.Resume(stage.conversation()));
        stage.awaitSeen(Observation.Ready.class);
        stage.say("SAY after");
        await().until(() -> stage.of(Observation.TurnEnded.class).stream()
                .anyMatch(over -> over.lastMessage().equals(Optional.of("after"))));

        assertThat(stage.said())
                .containsExactly("user: SAY before", "assistant: before", "user: SAY after", "assistant: after");
    }

    @Test
    void aConversationThatNeverBeganIsBegunUnderTheSameId() throws IOException {
        stage.started();
        stage.driver().stop(Duration.ofSeconds(10));

        stage.launched(new Start.Resume(stage.conversation()));

        stage.awaitSeen(Observation.Ready.class);
    }

    @Test
    void aCopyHasTheConversationUnderAnIdOfItsOwn() throws IOException {
        stage.started().say("SAY before");
        stage.awaitSeen(Observation.TurnEnded.class);
        stage.driver().stop(Duration.ofSeconds(10));

        stage.launched(new Start.Fork(stage.conversation()));
        stage.awaitSeen(Observation.Ready.class);

        assertThat(stage.of(Observation.Identity.class).getLast().id()).isNotEqualTo(stage.conversation());
        assertThat(stage.said()).containsExactly("user: SAY before", "assistant: before");
    }

    @Test
    void aCopyInWhichNothingWasSaidIsMadeAgain() throws IOException {
        stage.started().say("SAY before");
        stage.awaitSeen(Observation.TurnEnded.class);
        stage.driver().stop(Duration.ofSeconds(10));
        stage.launched(new Start.Fork(stage.conversation()));
        stage.awaitSeen(Observation.Ready.class);
        AgentSessionId copy = stage.of(Observation.Identity.class).getLast().id();
        stage.driver().stop(Duration.ofSeconds(10));
        stage.forget(copy);

        stage.launched(new Start.Resume(copy));
        stage.awaitSeen(Observation.Ready.class);

        assertThat(stage.of(Observation.Identity.class).getLast().id()).isEqualTo(copy);
        assertThat(stage.said()).containsExactly("user: SAY before", "assistant: before");
    }

    @Test
    void aSessionWithoutATerminalSaysWhatToUse() throws IOException {
        stage.started();

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> stage.driver().attachCommand())
                .withMessageContaining("is driven over a protocol and has no terminal")
                .withMessageContaining("'tagma capture'");
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> stage.driver().escape());
    }

    @Test
    void stoppingKeepsTheConversationAndDiscardingTheStateOnly() throws IOException {
        stage.started().say("SAY kept");
        stage.awaitSeen(Observation.TurnEnded.class);

        stage.driver().stop(Duration.ofSeconds(10));

        assertThat(stage.of(Observation.Ended.class)).hasSize(1);
        stage.driver().discard();
        assertThat(stage.directory().resolve("session/stream.json")).doesNotExist();
        assertThat(stage.said()).containsExactly("user: SAY kept", "assistant: kept");
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
