package dev.tagma.adapters.agent.acp;

import static dev.tagma.adapters.agent.acp.AcpStage.await;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver with the scripted agent as a process of its own. */
@Timeout(120)
class AcpDriverTest {

    private static final Answer ONCE = new Answer.Allow(Answer.Scope.ONCE);

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
    void anAgentThatIsReadyIsIdle() throws IOException {
        stage.started();

        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.OVER));
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
        assertThat(stage.of(Observation.ProcessIs.class))
                .last()
                .satisfies(is -> assertThat(is.process()).isPresent());
        assertThat(stage.driver().gone()).isFalse();
    }

    @Test
    void nothingIsSaidBeforeTheAgentIsReady() throws IOException {
        stage.with("SCRIPTED_START_DELAY", "1500").launched(new Start.Fresh());

        assertThat(stage.driver().look(stage.text("hello"))).isInstanceOf(Look.Unclear.class);
        assertThat(stage.now(Question.TURN)).isEmpty();

        stage.awaitSeen(Observation.Ready.class);
        assertThat(stage.driver().look(stage.text("hello"))).isEqualTo(new Look.Empty(false));
    }

    @Test
    void aTurnBeginsAndEnds() throws IOException {
        stage.started();

        Evidence.Entered entered = stage.say("SAY first words\nTHINK hm\nSAY last words");
        List<Observation.TurnEnded> ended = stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(entered.joined()).isFalse();
        assertThat(stage.of(Observation.TurnStarted.class))
                .singleElement()
                .satisfies(began -> assertThat(began.key()).isEqualTo(entered.turnKey()));
        assertThat(ended).singleElement().satisfies(over -> {
            assertThat(over.key()).contains(entered.turnKey());
            assertThat(over.outcome()).isEqualTo(TurnOutcome.COMPLETED);
            assertThat(over.lastMessage()).contains("first words\nlast words");
        });
        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.OVER));
        assertThat(stage.said())
                .containsExactly(
                        "user: SAY first words\nTHINK hm\nSAY last words",
                        "assistant: first words",
                        "assistant: last words");
        assertThat(stage.driver().lastMessages(1)).containsExactly("first words\nlast words");
        assertThat(stage.driver().capture(10, false)).contains("> SAY first words", "  last words");
    }

    @Test
    void theModelReceivesTheVeryText() throws IOException {
        stage.started();
        String text = "a \"quoted\" text\twith ünïcödé 🦦 and\na second line ";

        stage.say(text);
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.heard())
                .singleElement()
                .isEqualTo(text.replace("\"", "\\\"").replace("\t", "\\t").replace("\n", "\\n"));
    }

    @Test
    void whileItWorksTheAgentWorksAndTakesNoMessage() throws IOException {
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
        assertThat(asked.title()).isEqualTo("touch made");
        assertThat(asked.tool()).contains("execute");
        assertThat(asked.detail()).isEqualTo("{\"command\":\"touch made\"}");
        assertThat(asked.channel()).isEqualTo(Request.Channel.NATIVE);
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.PERMISSION));
        assertThat(stage.workspace().resolve("made")).doesNotExist();

        assertThat(stage.driver().answer(request(asked), ONCE)).isEqualTo(new Answered.Delivered());

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.workspace().resolve("made")).exists();
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
        assertThat(stage.driver().answer(request(asked), ONCE)).isInstanceOf(Answered.TooLate.class);
    }

    @Test
    void aPermissionIsDenied() throws IOException {
        stage.started().say("BASH touch made");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        stage.driver().answer(request(asked), new Answer.Deny(Optional.of("no")));

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.workspace().resolve("made")).doesNotExist();
        assertThat(stage.said()).contains("tool: the user does not want this");
    }

    @Test
    void aPermissionForTheSessionIsNotAskedAgain() throws IOException {
        stage.started().say("BASH touch made\nBASH touch made");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        assertThat(stage.driver().answer(request(asked), new Answer.Allow(Answer.Scope.PROJECT)))
                .isInstanceOf(Answered.Refused.class);
        stage.driver().answer(request(asked), new Answer.Allow(Answer.Scope.SESSION));

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.of(Observation.RequestOpened.class)).hasSize(1);
    }

    @Test
    void aPlanIsAPlan() throws IOException {
        stage.started().say("PLAN 1. do it");

        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        assertThat(asked.kind()).isEqualTo(RequestKind.PLAN);
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.PLAN));
        stage.driver().answer(request(asked), ONCE);
        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.said()).contains("system: plan:\n[ ] 1. do it");
    }

    @Test
    void whatTheContextHoldsIsShown() throws IOException {
        stage.started().say("TOKENS 1000 50");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.driver().capture(5, false)).endsWith("- 1050 of 200000 tokens are used");
    }

    @Test
    void aTurnIsCancelled() throws IOException {
        stage.started();
        assertThat(stage.driver().interrupt()).isEqualTo(Interruption.NOTHING_RUNS);
        stage.say("WAIT never");

        assertThat(stage.driver().interrupt()).isEqualTo(Interruption.PRESSED);

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().outcome())
                .isEqualTo(TurnOutcome.INTERRUPTED);
        assertThat(stage.said()).last().isEqualTo("system: interrupted");
    }

    @Test
    void whatIsAskedIsOverWhenTheTurnIsCancelled() throws IOException {
        stage.started().say("BASH touch made");
        Observation.RequestOpened asked =
                stage.awaitSeen(Observation.RequestOpened.class).getFirst();

        stage.driver().interrupt();

        assertThat(stage.awaitSeen(Observation.RequestClosed.class))
                .singleElement()
                .satisfies(over -> {
                    assertThat(over.key()).isEqualTo(asked.key());
                    assertThat(over.how()).isEqualTo(Request.How.WITHDRAWN);
                });
        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.workspace().resolve("made")).doesNotExist();
    }

    @Test
    void aFailedTurnIsAnError() throws IOException {
        stage.started().say("FAIL 500");

        assertThat(stage.awaitSeen(Observation.TurnEnded.class).getFirst().outcome())
                .isEqualTo(TurnOutcome.FAILED);
        assertThat(stage.now(Question.CONDITION))
                .contains(new Reading.Condition(ConditionKind.ERROR, "API Error: 500", Optional.empty()));

        stage.say("SAY fine");
        await().until(() -> stage.of(Observation.TurnEnded.class).size() == 2);
        assertThat(stage.now(Question.CONDITION))
                .contains(new Reading.Condition(ConditionKind.NONE, "", Optional.empty()));
    }

    @Test
    void anAgentThatDiesInATurnIsGone() throws IOException {
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
    void anAgentThatNeverAnswersTheHandshakeIsEndedAndSaidSo() throws IOException {
        stage.with("SCRIPTED_ACP_HANGS_AT", "initialize")
                .patient(Duration.ofSeconds(3))
                .launched(new Start.Fresh());

        assertThat(stage.awaitSeen(Observation.Ended.class).getFirst().how())
                .isEqualTo(new Liveness.Gone("it did not answer initialize within 3 s"));
        await().until(() -> stage.driver().gone());
        assertThat(stage.of(Observation.Ready.class)).isEmpty();
    }

    @Test
    void anAgentThatWantsALoginWaitsForAPerson() throws IOException {
        stage.with("SCRIPTED_ACP_LOGIN", "yes").launched(new Start.Fresh());

        await().until(() ->
                stage.now(Question.WAITING).equals(Optional.of(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN))));
        assertThat(stage.driver().capture(10, false)).contains("scripted-login", "Authentication required");
        assertThat(stage.of(Observation.Ready.class)).isEmpty();
    }

    @Test
    void aConfiguredLoginIsMade() throws IOException {
        stage.with("SCRIPTED_ACP_LOGIN", "yes").loggingInBy("scripted-login").started();

        stage.say("SAY in");
        stage.awaitSeen(Observation.TurnEnded.class);
    }

    @Test
    void aModeIsSetBeforeTheFirstPrompt() throws IOException {
        stage.in(PermissionMode.YOLO).started().say("BASH touch made");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.of(Observation.RequestOpened.class)).isEmpty();
        assertThat(stage.workspace().resolve("made")).exists();
    }

    @Test
    void aModelThatIsNotOfferedIsRefused() throws IOException {
        stage.withModel("clever").launched(new Start.Fresh());

        assertThat(stage.awaitSeen(Observation.Ended.class).getFirst().how())
                .isEqualTo(new Liveness.Gone("it offers no model 'clever'; its models are its own choice"));
    }

    @Test
    void linesThatAreNoMessagesAreReportedAndSurvived() throws IOException {
        stage.started().say("SAY one\nMISLEAD {\"jsonrpc\": \"2.0\", \"id\nMISLEAD [1]\nSAY two");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.said())
                .containsSequence(
                        "assistant: one",
                        "system: the agent wrote a line that is no message, because it is no JSON: {\"jsonrpc\":"
                                + " \"2.0\", \"id",
                        "system: the agent wrote a line that is no message, because it is no JSON object: [1]",
                        "assistant: two");
    }

    @Test
    void whatIsSaidTwiceCountsOnce() throws IOException {
        stage.with("SCRIPTED_ACP_REPEATS", "yes")
                .with("SCRIPTED_ACP_CHATTERS", "yes")
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
        assertThat(stage.said()).filteredOn(entry -> entry.startsWith("tool: ")).hasSize(2);
    }

    @Test
    void wordsThatComeAfterTheTurnAreKeptAndChangeNothing() throws IOException {
        stage.started().say("LATEHOOK 300\nSAY done");
        stage.awaitSeen(Observation.TurnEnded.class);

        await().until(() -> stage.said().contains("assistant: one thing more"));

        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.OVER));
        assertThat(stage.of(Observation.TurnStarted.class)).hasSize(1);
    }

    @Test
    void aFloodOfErrorsBlocksNothingAndIsNotKept() throws IOException {
        stage.started().say("FLOOD 6000\nSAY done");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.said()).last().isEqualTo("assistant: done");
    }

    @Test
    void filesAreWrittenInTheWorkspaceAndNowhereElse() throws IOException {
        stage.in(PermissionMode.EDITS).started();
        Files.createSymbolicLink(stage.workspace().resolve("way-out"), directory);

        stage.say("WRITE in/side.txt hello\nWRITE ../outside.txt no\nWRITE way-out/linked.txt no\nREAD in/side.txt");
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.workspace().resolve("in/side.txt")).hasContent("hello\n");
        assertThat(directory.resolve("outside.txt")).doesNotExist();
        assertThat(directory.resolve("linked.txt")).doesNotExist();
        assertThat(String.join("\n", stage.said())).contains("is outside of the workspace");
        assertThat(stage.said()).last().isEqualTo("tool: hello");
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
                .containsExactly("user: SAY before\nWAIT gate\nSAY after", "assistant: beforewaiting for gate after");
        assertThat(stage.heard()).hasSize(1);
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
        assertThat(stage.now(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.PERMISSION));
        stage.driver().answer(request(asked), ONCE);
        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.workspace().resolve("made")).exists();
    }

    @Test
    void theNextDaemonLearnsWhatHappenedMeanwhile() throws IOException {
        stage.started().say("WAIT gate\nSAY done");
        stage.driver().close();
        stage.open("gate");
        await().until(() -> Files.readString(directory.resolve("agent/" + stage.conversation() + ".jsonl"))
                .contains("assistant"));

        stage.next().adopt();

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.now(Question.TURN)).contains(new Reading.Turn(TurnState.OVER));
        assertThat(stage.driver().lastMessages(1)).containsExactly("waiting for gate done");
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
    void anotherModeIsTakenWhileItRunsAlsoFromTheNextDaemon() throws IOException {
        stage.started().say("SAY hello");
        stage.awaitTurn(TurnState.OVER);
        stage.next().adopt();
        ChangesCourse driver = (ChangesCourse) stage.driver();

        assertThat(driver.mode(PermissionMode.YOLO)).isEqualTo(new ChangesCourse.Changed.Done());
        assertThat(driver.model("any"))
                .isEqualTo(
                        new ChangesCourse.Changed.Refused("it offers no model 'any'; its models are its own choice"));

        stage.say("BASH touch made");
        await().until(() -> stage.workspace().resolve("made").toFile().exists());
        assertThat(stage.of(Observation.RequestOpened.class)).isEmpty();
        assertThat(driver.mode(PermissionMode.ASK)).isEqualTo(new ChangesCourse.Changed.Done());
        stage.awaitTurn(TurnState.OVER);
        stage.say("BASH touch other");
        assertThat(stage.awaitSeen(Observation.RequestOpened.class)).hasSize(1);
    }

    @Test
    void aPromptThatTheAgentDiedOfIsNotSaidAgain() throws IOException {
        stage.started();
        String mark = stage.submit("CRASH");
        stage.awaitSeen(Observation.Ended.class);

        Evidence evidence = stage.driver().evidence(mark, stage.text("CRASH"));

        assertThat(evidence).isInstanceOf(Evidence.Entered.class);
        String turn = ((Evidence.Entered) evidence).turnKey();
        assertThat(stage.of(Observation.TurnStarted.class))
                .singleElement()
                .satisfies(began -> assertThat(began.key()).isEqualTo(turn));
        assertThat(stage.of(Observation.TurnEnded.class))
                .singleElement()
                .satisfies(over -> assertThat(over.outcome()).isEqualTo(TurnOutcome.UNKNOWN));
        assertThat(stage.said()).containsExactly("user: CRASH");
        assertThat(stage.next().evidence(mark, stage.text("CRASH"))).isEqualTo(evidence);
    }

    @Test
    void aPromptThatTheAgentDiedOfWithTheDaemonIsNotSaidAgain() throws IOException {
        stage.started();
        String mark = stage.submit("WAIT gate\nCRASH");
        stage.driver().close();
        stage.open("gate");
        await().until(() -> stage.next().adopt() instanceof Adoption.Ended);

        assertThat(stage.driver().evidence(mark, stage.text("WAIT gate\nCRASH")))
                .isInstanceOf(Evidence.Entered.class);
    }

    @Test
    void wordsInFrontOfWhatOnlyTheVendorKnowsAreNotLostWithTheDaemon() throws IOException {
        stage.started()
                .say("SAY some words\nMISLEAD {\"jsonrpc\":\"2.0\",\"method\":\"_vendor/x\",\"params\":{}}\nWAIT gate");
        await().until(() -> stage.driver().capture(5, false).contains("waiting for gate"));

        stage.next().adopt();
        stage.open("gate");
        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.said())
                .last()
                .asString()
                .startsWith("assistant: some words")
                .endsWith("waiting for gate");
    }

    @Test
    void aLimitWithoutEndAndAnIdWithoutSenseEndInWords() throws IOException {
        stage.started()
                .say("MISLEAD {\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"fs/read_text_file\","
                        + "\"params\":{\"path\":\"/a\\u0000b\"}}\nSAY heard");

        stage.awaitSeen(Observation.TurnEnded.class);

        assertThat(stage.said()).last().isEqualTo("assistant: heard");
        assertThat(stage.of(Observation.CarrierChanged.class))
                .extracting(Observation.CarrierChanged::carrier)
                .containsOnly(Carrier.INTACT);
    }

    @Test
    void whatCannotBeKeptIsHeardAgain() throws IOException {
        stage.started().say("WAIT gate\nSAY after");
        Path state = directory.resolve("session/acp/state.json.new");
        Files.createDirectory(state);

        stage.open("gate");
        await().until(() -> stage.of(Observation.CarrierChanged.class).stream()
                .anyMatch(changed -> changed.carrier() instanceof Carrier.Broken));
        Files.delete(state);

        stage.awaitSeen(Observation.TurnEnded.class);
        assertThat(stage.of(Observation.CarrierChanged.class))
                .last()
                .satisfies(changed -> assertThat(changed.carrier()).isEqualTo(Carrier.INTACT));
        assertThat(stage.said()).containsExactly("user: WAIT gate\nSAY after", "assistant: waiting for gate after");
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
    void anAgentThatDiedMeanwhileIsFoundEnded() throws IOException {
        stage.started().say("WAIT gate\nSAY last words\nCRASH");
        stage.driver().close();
        stage.open("gate");
        await().until(() -> stage.driver().gone());

        assertThat(stage.next().adopt()).isEqualTo(new Adoption.Ended("its program ended with exit code 137"));
        assertThat(stage.said()).last().isEqualTo("assistant: waiting for gate last words");
        assertThat(stage.driver().look(stage.text("x"))).isInstanceOf(Look.class);
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
        assertThat(stage.heard()).containsExactly("SAY before", "SAY after");
    }

    @Test
    void anAgentThatHasLostTheConversationIsAskedWhichOnesItHas() throws IOException {
        stage.with("SCRIPTED_ACP_OFFERS", "resume,list").started().say("SAY before");
        stage.awaitSeen(Observation.TurnEnded.class);
        stage.driver().stop(Duration.ofSeconds(10));
        Path memory = stage.directory().resolve("agent");
        String lost = stage.conversation().value();
        Files.move(memory.resolve(lost + ".jsonl"), memory.resolve("another.jsonl"));

        stage.launched(new Start.Resume(stage.conversation()));

        assertThat(stage.awaitSeen(Observation.Ended.class).getFirst().how())
                .isEqualTo(new Liveness.Gone("it answered the request for a conversation with 'Session not found: "
                        + lost + "'; " + lost + " is none of 1 conversations that it lists for the directory"));
    }

    @Test
    void aConversationThatNeverBeganIsBegunAnew() throws IOException {
        stage.started();
        stage.driver().stop(Duration.ofSeconds(10));

        stage.launched(new Start.Resume(stage.conversation()));

        stage.awaitSeen(Observation.Ready.class);
    }

    @Test
    void aSessionWithoutATerminalSaysSo() throws IOException {
        stage.started();

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> stage.driver().attachCommand())
                .withMessageContaining("is driven over a protocol and has no terminal");
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> stage.driver().escape());
    }

    @Test
    void stoppingEndsTheWholeGroupAndKeepsTheConversation() throws IOException {
        stage.started().say("SAY kept");
        stage.awaitSeen(Observation.TurnEnded.class);

        stage.driver().stop(Duration.ofSeconds(10));

        assertThat(stage.of(Observation.Ended.class)).hasSize(1);
        assertThat(stage.said()).containsExactly("user: SAY kept", "assistant: kept");
        stage.driver().discard();
        assertThat(stage.directory().resolve("session/acp")).doesNotExist();
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
