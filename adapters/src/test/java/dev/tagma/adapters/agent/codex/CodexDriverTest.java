package dev.tagma.adapters.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.PursuesGoals;
import dev.tagma.spi.agent.PursuesGoals.Wish;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.codex.ScriptedAppServer;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeProcesses;
import dev.tagma.testkit.fake.FakeProgram;
import dev.tagma.testkit.fake.FakeProgram.Input;
import dev.tagma.testkit.fake.FakeTerminals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole driver over a scripted app-server that breaks in many ways; each driver is that of another daemon. */
@Timeout(60)
class CodexDriverTest {

    private static final String OVER = """
            {"timestamp":"2026-01-01T00:00:00Z","type":"event_msg","payload":{"type":"task_complete","turn_id":"last"}}
            """;

    private final List<Observation> observed = new CopyOnWriteArrayList<>();
    private final List<List<String>> shown = new CopyOnWriteArrayList<>();
    private final List<ScriptedAppServer> servers = new ArrayList<>();
    private final FakeTerminals terminals = new FakeTerminals(spec -> Optional.of(program(spec)));
    private final FakeProcesses processes = new FakeProcesses(spec -> Optional.of((line, says) -> {
        listen(spec.command());
        says.accept(DetachedProcess.Output.ERRORS, "listening\n");
        return OptionalInt.empty();
    }));
    private final FileWatch watch = new FileWatch();

    @TempDir
    private Path home;

    private CodexAdapter adapter;
    private Session session;

    @BeforeEach
    void installed() throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Files.createFile(
                bin.resolve("codex"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        adapter = new CodexAdapter(
                new AgentId("codex"),
                List.of("codex"),
                Map.of("HOME", home.toString(), "PATH", bin.toString()),
                Map.of(),
                watch,
                processes.open(step -> {}));
        session = StoreSamples.session(1)
                .withWorkspace(new Workspace(
                        Workspace.Kind.DIRECTORY,
                        Files.createDirectory(home.resolve("work")).toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }

    @AfterEach
    void close() {
        servers.forEach(ScriptedAppServer::close);
        watch.close();
    }

    @Test
    void aMessageEntersUnderItsNameAndItsTurnIsToldFromBeginningToEnd() {
        Driver driver = ready(new Start.Fresh());

        String mark = say(driver, "hello");

        assertThat(driver.awaitEvidence(mark, text("hello"), Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        Evidence.Entered.class,
                        entered -> assertThat(entered.joined()).isFalse());
        turnEndedAs(TurnOutcome.COMPLETED);
        assertThat(told(Observation.TurnStarted.class))
                .extracting(Observation.TurnStarted::text)
                .containsExactly("hello");
        assertThat(driver.look(text("hello"))).isEqualTo(new Look.Empty(false));
        assertThat(server().told()).containsExactly("hello");
    }

    @Test
    void whatAnAnswerUsedIsToldOnceForEachAndTheSameByTheNextDaemon() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "hello");
        turnEndedAs(TurnOutcome.COMPLETED);
        eventually(() -> assertThat(told(Observation.Used.class)).hasSize(1));
        Observation.Used used = told(Observation.Used.class).getFirst();

        assertThat(used.model()).isEqualTo("scripted-model");
        assertThat(used.tokens()).isEqualTo(new Tokens(400, 30, 600, 0, 0, 20));
        assertThat(used.turn())
                .contains(told(Observation.TurnStarted.class).getFirst().key());

        driver.close();
        observed.clear();
        Driver next = driver();
        assertThat(next.adopt()).isInstanceOf(Driver.Adoption.Running.class);
        eventually(() -> assertThat(told(Observation.Used.class)).containsExactly(used));
    }

    @Test
    void whatLooksLikeACommandOfTheProgramIsText() {
        Driver driver = ready(new Start.Fresh());

        for (String text : List.of("/quit", "!touch x", "@file", "# note", " /new")) {
            String mark = say(driver, text);
            assertThat(driver.awaitEvidence(mark, text(text), Duration.ofSeconds(20)))
                    .isInstanceOf(Evidence.Entered.class);
        }

        assertThat(server().told()).containsExactly("/quit", "!touch x", "@file", "# note", " /new");
    }

    @Test
    void aMessageWhoseConnectionBreaksIsFoundWhereItEntered() {
        Driver driver = ready(new Start.Fresh());
        String mark = driver.mark();
        driver.place(text("lost on the way back"));
        server().cutNextMessage(true);

        assertThatThrownBy(driver::submit)
                .isInstanceOfSatisfying(
                        TerminalException.class,
                        failed -> assertThat(failed.inDoubt()).isTrue());

        assertThat(driver.awaitEvidence(mark, text("lost on the way back"), Duration.ofSeconds(20)))
                .isInstanceOf(Evidence.Entered.class);
        eventually(() -> assertThat(driver.look(text("lost on the way back"))).isEqualTo(new Look.Empty(false)));
        assertThat(server().told()).containsExactly("lost on the way back");
    }

    @Test
    void aMessageThatWasTakenOutIsNeverSaidAgain() {
        Driver driver = ready(new Start.Fresh());
        String mark = driver.mark();
        driver.place(text("never heard"));
        server().cutNextMessage(false);

        assertThatThrownBy(driver::submit).isInstanceOf(TerminalException.class);

        eventually(() -> assertThat(driver.look(text("never heard"))).isEqualTo(new Look.Empty(false)));
        assertThat(driver.evidence(mark, text("never heard"))).isInstanceOf(Evidence.Absent.class);
        assertThatThrownBy(driver::submit).hasMessageContaining("nothing is placed");
        assertThat(server().told()).isEmpty();
    }

    @Test
    void aMessageThatStandsInTheOutboxIsFoundThereByTheNextDaemon() {
        Driver first = ready(new Start.Fresh());
        String mark = first.mark();
        first.place(text("placed before the crash"));
        first.close();

        Driver next = driver();
        assertThat(next.adopt()).isEqualTo(new Adoption.Running());
        eventually(() -> assertThat(next.look(text("placed before the crash"))).isEqualTo(new Look.Ours(false)));
        next.submit();

        assertThat(next.awaitEvidence(mark, text("placed before the crash"), Duration.ofSeconds(20)))
                .isInstanceOf(Evidence.Entered.class);
        assertThat(server().told()).containsExactly("placed before the crash");
    }

    @Test
    void aTurnThatEndsWhileNoDaemonRunsIsToldByTheNextOne() {
        Driver first = ready(new Start.Fresh());
        String mark = say(first, "WAIT for it");
        first.awaitEvidence(mark, text("WAIT for it"), Duration.ofSeconds(20));
        first.close();
        observed.clear();
        server().finish("completed");

        Driver next = driver();
        assertThat(next.adopt()).isEqualTo(new Adoption.Running());

        turnEndedAs(TurnOutcome.COMPLETED);
        assertThat(told(Observation.TurnStarted.class))
                .extracting(Observation.TurnStarted::text)
                .contains("WAIT for it");
        assertThat(next.evidence(mark, text("WAIT for it"))).isInstanceOf(Evidence.Entered.class);
    }

    @Test
    void anOpenRequestIsFoundAgainByTheNextDaemonUnderTheSameKey() {
        Driver first = ready(new Start.Fresh());
        say(first, "BASH touch x");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);
        first.close();
        observed.clear();

        Driver next = driver();
        next.adopt();

        Observation.RequestOpened again = await(Observation.RequestOpened.class, any -> true);
        assertThat(again.key()).isEqualTo(asked.key());
        await(Observation.RequestsAre.class, are -> are.keys().equals(java.util.Set.of(asked.key())));
        assertThat(next.answer(request(again), new Answer.Allow(Answer.Scope.SESSION)))
                .isEqualTo(new Answered.Delivered());
        eventually(() -> assertThat(server().told()).endsWith("answer: acceptForSession"));
        assertThat(next.answer(request(again), new Answer.Allow(Answer.Scope.ONCE)))
                .isInstanceOf(Answered.TooLate.class);
    }

    @Test
    void aGoalIsPursuedInTurnsThatNobodyBeganUntilItIsReached() {
        PursuesGoals driver = (PursuesGoals) ready(new Start.Fresh());
        await(Observation.GoalIs.class, is -> is.goal().isEmpty());

        assertThat(driver.pursue(new Wish(Optional.of("All green"), Optional.of(5000L), Optional.empty())))
                .isInstanceOfSatisfying(
                        PursuesGoals.Pursued.Done.class,
                        done -> assertThat(done.goal().pursued()).isTrue());
        await(Observation.GoalIs.class, is -> is.goal().filter(Goal::pursued).isPresent());
        await(Observation.TurnStarted.class, began -> began.text().equals("Goal: All green"));
        server().finish("completed");
        eventually(() -> assertThat(told(Observation.TurnStarted.class)).hasSize(2));
        server().goalIs("complete");

        await(
                Observation.GoalIs.class,
                is -> is.goal()
                        .map(Goal::state)
                        .filter(Goal.State.COMPLETE::equals)
                        .isPresent());
        eventually(() -> assertThat(told(Observation.TurnEnded.class)).hasSize(2));
        assertThat(told(Observation.TurnStarted.class)).hasSize(2);
        assertThat(driver.goal()).map(Goal::tokenBudget).contains(Optional.of(5000L));
        assertThat(driver.clearGoal()).isTrue();
        assertThat(driver.goal()).isEmpty();
        assertThat(driver.clearGoal()).isFalse();
    }

    @Test
    void aGoalThatThereIsNotCannotBeResumedAndTheNextDaemonKnowsTheOneThereIs() {
        Driver first = ready(new Start.Fresh());
        assertThat(((PursuesGoals) first).pursue(new Wish(Optional.empty(), Optional.empty(), Optional.of(true))))
                .isInstanceOfSatisfying(
                        PursuesGoals.Pursued.Refused.class,
                        refused -> assertThat(refused.reason()).contains("no goal exists"));
        PursuesGoals.Pursued _ =
                ((PursuesGoals) first).pursue(new Wish(Optional.of("All green"), Optional.empty(), Optional.empty()));
        first.close();
        observed.clear();

        Driver next = driver();
        assertThat(next.adopt()).isEqualTo(new Adoption.Running());

        await(
                Observation.GoalIs.class,
                is -> is.goal().map(Goal::objective).filter("All green"::equals).isPresent());
        await(Observation.TurnStarted.class, began -> began.text().equals("Goal: All green"));
        assertThat(next.transcript(new TranscriptQuery(Optional.empty(), Optional.empty(), 10, Optional.empty()))
                        .entries())
                .extracting(TranscriptPage.Entry::text)
                .contains("goal: All green", "goes on with its goal");
    }

    @Test
    void whoeverWasAnsweredWaitsNoMoreAlsoBeforeItsStatusSaysSo() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "BASH touch x");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);
        eventually(() -> assertThat(last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.PERMISSION)));
        server().tellNoStatus();

        assertThat(driver.answer(request(asked), new Answer.Allow(Answer.Scope.ONCE)))
                .isEqualTo(new Answered.Delivered());

        eventually(() -> assertThat(last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING)));
    }

    @Test
    void aRequestThatAPersonAnswersAtTheTerminalIsClosed() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "BASH touch x");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);
        eventually(() -> assertThat(driver.look(text("next"))).isInstanceOf(Look.Dialog.class));
        assertThat(driver.interrupt()).isEqualTo(Driver.Interruption.DIALOG_OPEN);

        server().answeredElsewhere();

        Observation.RequestClosed closed = await(Observation.RequestClosed.class, any -> true);
        assertThat(closed.key()).isEqualTo(asked.key());
        assertThat(closed.how()).isEqualTo(Request.How.ANSWERED_AT_TERMINAL);
        eventually(() -> assertThat(driver.look(text("next"))).isEqualTo(new Look.Empty(false)));
    }

    @Test
    void aPermissionIsNotGivenForAProject() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "BASH touch x");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);

        assertThat(driver.answer(request(asked), new Answer.Allow(Answer.Scope.PROJECT)))
                .isInstanceOfSatisfying(
                        Answered.Refused.class,
                        refused -> assertThat(refused.reason()).contains("not for a project"));
    }

    @Test
    void aRefusalIsExplainedToTheModel() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "BASH touch x");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);

        assertThat(driver.answer(request(asked), new Answer.Deny(Optional.of("WAIT until Monday"))))
                .isEqualTo(new Answered.Delivered());

        eventually(() ->
                assertThat(server().told()).containsExactly("BASH touch x", "answer: decline", "WAIT until Monday"));
    }

    @Test
    void whileThereIsNoConnectionNothingIsKnownAndNothingIsSaid() {
        Driver driver = ready(new Start.Fresh());

        servers.getLast().close();

        await(
                Observation.CarrierChanged.class,
                changed -> changed.source() == Source.PROTOCOL && changed.carrier() instanceof Carrier.Broken);
        assertThat(driver.look(text("hello"))).isInstanceOf(Look.Unclear.class);
        driver.mark();
        driver.place(text("hello"));
        assertThatThrownBy(driver::submit).hasMessageContaining("no connection");
    }

    @Test
    void aConnectionThatWasCutIsMadeAgainAndTheStatusIsKnown() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "WAIT through the cut");
        await(Observation.Seen.class, seen -> turn(seen.fact(), TurnState.RUNNING));
        observed.clear();

        server().cut();

        await(Observation.CarrierChanged.class, changed -> changed.carrier() instanceof Carrier.Broken);
        await(Observation.CarrierChanged.class, changed -> changed.carrier().equals(Carrier.INTACT));
        await(Observation.Seen.class, seen -> turn(seen.fact(), TurnState.RUNNING));
        assertThat(driver.interrupt()).isEqualTo(Driver.Interruption.PRESSED);
        turnEndedAs(TurnOutcome.INTERRUPTED);
        assertThat(driver.interrupt()).isEqualTo(Driver.Interruption.NOTHING_RUNS);
    }

    @Test
    void whatIsNotUnderstoodAndWhatIsToldTwiceChangesNothing() {
        Driver driver = ready(new Start.Fresh());
        server().tellEverythingTwice();
        server().babble();

        String mark = say(driver, "hello");

        assertThat(driver.awaitEvidence(mark, text("hello"), Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        Evidence.Entered.class,
                        entered -> assertThat(entered.joined()).isFalse());
        turnEndedAs(TurnOutcome.COMPLETED);
        assertThat(told(Observation.TurnStarted.class)).hasSize(1);
    }

    @Test
    void aMessageThatSteersJoinsTheTurnThatRuns() {
        Driver driver = ready(new Start.Fresh());
        String first = say(driver, "WAIT here");
        driver.awaitEvidence(first, text("WAIT here"), Duration.ofSeconds(20));
        eventually(() -> assertThat(driver.look(text("turn left"))).isEqualTo(new Look.Empty(true)));

        String second = say(driver, "turn left");

        Evidence.Entered begun = (Evidence.Entered) driver.evidence(first, text("WAIT here"));
        assertThat(driver.awaitEvidence(second, text("turn left"), Duration.ofSeconds(20)))
                .isEqualTo(new Evidence.Entered(begun.turnKey(), true));
    }

    @Test
    void aSessionThatIsStartedAgainHoldsItsConversationAndAForkHoldsAnother() {
        Driver driver = ready(new Start.Fresh());
        Observation.Identity identity = told(Observation.Identity.class).getFirst();
        observed.clear();
        Driver fork = driver();
        driver.stop(Duration.ofSeconds(5));

        ready(fork, new Start.Fork(identity.id()));

        assertThat(told(Observation.Identity.class))
                .singleElement()
                .satisfies(other -> assertThat(other.id()).isNotEqualTo(identity.id()));
    }

    @Test
    void aConversationThatIsNotThereFailsTheStartWithTheReason() {
        Driver driver = driver();

        driver.start(new Start.Resume(new AgentSessionId("unknown")));

        Observation.Ended ended = await(Observation.Ended.class, any -> true);
        assertThat(ended.how().toString()).contains("no rollout found for thread id unknown");
        assertThat(terminals.open().list()).isEmpty();
        assertThat(told(Observation.Ended.class)).hasSize(1);
    }

    @Test
    void aQuestionIsAnsweredByItsChoice() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "ASK Which color?");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);
        await(Observation.Seen.class, seen -> seen.fact().reading().equals(new Reading.Waiting(WaitingFor.QUESTION)));
        assertThat(asked.kind()).isEqualTo(RequestKind.QUESTION);
        assertThat(asked.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.choices())
                        .extracting(Request.Choice::label)
                        .containsExactly("Red"));

        assertThat(driver.answer(request(asked), new Answer.Choose(List.of(List.of("Red")))))
                .isEqualTo(new Answered.Delivered());

        eventually(() -> assertThat(server().told())
                .containsExactly("ASK Which color?", "answer: {\"answers\":{\"choice\":{\"answers\":[\"Red\"]}}}"));
        turnEndedAs(TurnOutcome.COMPLETED);
    }

    @Test
    void aQuestionThatIsDismissedHasNoAnswers() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "ASK Which color?");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);

        assertThat(driver.answer(request(asked), new Answer.Deny(Optional.empty())))
                .isEqualTo(new Answered.Delivered());

        eventually(() -> assertThat(server().told()).endsWith("answer: {\"answers\":{}}"));
    }

    @Test
    void aLimitIsToldWithItsEndAndHoldsThroughACutAndForTheNextDaemon() {
        Instant end = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        Reading limit =
                new Reading.Condition(ConditionKind.USAGE_LIMITED, "You've hit your usage limit.", Optional.of(end));
        Driver driver = ready(new Start.Fresh());
        server().limitedUntil(end);

        say(driver, "LIMIT");

        turnEndedAs(TurnOutcome.LIMITED);
        eventually(() -> assertThat(last(Question.CONDITION)).contains(limit));

        observed.clear();
        server().cut();
        await(Observation.CarrierChanged.class, changed -> changed.carrier().equals(Carrier.INTACT));
        assertThat(last(Question.CONDITION)).contains(limit);

        driver.close();
        observed.clear();
        assertThat(driver().adopt()).isEqualTo(new Adoption.Running());
        await(Observation.CarrierChanged.class, changed -> changed.carrier().equals(Carrier.INTACT));
        assertThat(last(Question.CONDITION)).contains(limit);
    }

    @Test
    void aLoginThatIsNoMoreIsWaitedForUntilSomebodyLogsIn() {
        Driver driver = ready(new Start.Fresh());

        say(driver, "LOGIN");

        turnEndedAs(TurnOutcome.FAILED);
        eventually(() -> assertThat(last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN)));
        assertThat(told(Observation.Seen.class).getLast().fact().detail()).contains("401", "codex login");

        server().login();

        eventually(() -> assertThat(last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING)));
    }

    @Test
    void whatFailedBeforeTheAgentWasStartedAnewIsOver() {
        Driver driver = ready(new Start.Fresh());
        Observation.Identity identity = told(Observation.Identity.class).getFirst();
        say(driver, "LOGIN");
        turnEndedAs(TurnOutcome.FAILED);
        driver.stop(Duration.ofSeconds(5));
        observed.clear();

        ready(driver(), new Start.Resume(identity.id()));

        assertThat(last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
    }

    @Test
    void whatCannotBeRefusedIsNotExplained() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "FORM of another kind");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);
        assertThat(asked.channel()).isEqualTo(Request.Channel.TERMINAL);

        assertThat(driver.answer(request(asked), new Answer.Deny(Optional.of("not today"))))
                .isInstanceOf(Answered.Refused.class);

        assertThat(server().told()).containsExactly("FORM of another kind");
    }

    @Test
    void aFormOfAToolServersIsFilledInLikeAQuestionEachTimeItIsAsked() {
        Driver driver = ready(new Start.Fresh());
        for (int time = 1; time <= 2; time++) {
            int count = time;
            say(driver, "FORM");
            eventually(() -> assertThat(told(Observation.RequestOpened.class)).hasSize(count));
            Observation.RequestOpened asked =
                    told(Observation.RequestOpened.class).getLast();
            assertThat(asked.kind()).isEqualTo(RequestKind.QUESTION);
            assertThat(asked.questions()).extracting(Request.Ask::header).containsExactly("Port");

            assertThat(driver.answer(request(asked), new Answer.Choose(List.of(List.of("many")))))
                    .isInstanceOfSatisfying(
                            Answered.Refused.class,
                            refused -> assertThat(refused.reason()).contains("is a number, not 'many'"));
            assertThat(driver.answer(request(asked), new Answer.Choose(List.of(List.of("8080")))))
                    .isEqualTo(new Answered.Delivered());
        }

        assertThat(told(Observation.RequestOpened.class))
                .extracting(Observation.RequestOpened::key)
                .doesNotHaveDuplicates();
        String filled = "answer: {\"action\":\"accept\",\"content\":{\"port\":8080}}";
        eventually(() -> assertThat(server().told()).containsExactly("FORM", filled, "FORM", filled));
    }

    @Test
    void aRefusalIsExplainedOnceHoweverOftenItIsGiven() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "BASH touch x");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);
        Answer.Deny deny = new Answer.Deny(Optional.of("WAIT until Monday"));
        server().cutNextAnswer();
        assertThat(driver.answer(request(asked), deny)).isInstanceOf(Answered.Refused.class);
        driver.close();

        Driver next = driver();
        next.adopt();
        eventually(() -> assertThat(next.look(text("next"))).isInstanceOf(Look.Dialog.class));
        assertThat(next.answer(request(asked), deny)).isEqualTo(new Answered.Delivered());

        eventually(() ->
                assertThat(server().told()).containsExactly("BASH touch x", "answer: decline", "WAIT until Monday"));
    }

    @Test
    void withoutATerminalItIsDrivenInTheSameWayAndFoundAgain() {
        session = headless(session);
        Driver driver = ready(new Start.Fresh());
        say(driver, "WAIT without a screen");
        await(Observation.TurnStarted.class, any -> true);

        assertThat(terminals.open().list()).isEmpty();
        assertThat(driver.capture(10, false)).contains("> WAIT without a screen");
        assertThat(driver.screen().text()).contains("> WAIT without a screen");
        assertThatThrownBy(driver::attachCommand).hasMessageContaining("has no terminal");

        driver.close();
        observed.clear();
        Driver next = driver();
        assertThat(next.adopt()).isEqualTo(new Adoption.Running());
        assertThat(next.interrupt()).isEqualTo(Driver.Interruption.PRESSED);
        turnEndedAs(TurnOutcome.INTERRUPTED);

        next.stop(Duration.ofSeconds(5));
        assertThat(next.gone()).isTrue();
        assertThat(processes.open(step -> {}).list()).isEmpty();
        observed.clear();

        ready(driver(), new Start.Resume(new AgentSessionId("thread-1")));
    }

    @Test
    void withoutATerminalAConversationThatIsNotThereLeavesNothingBehind() {
        session = headless(session);

        driver().start(new Start.Resume(new AgentSessionId("unknown")));

        assertThat(await(Observation.Ended.class, any -> true).how().toString()).contains("no rollout found");
        assertThat(processes.open(step -> {}).list()).isEmpty();
    }

    @Test
    void theTerminalProgramIsAttachedToTheConversationAndStartedAnewWhenSomebodyLeftIt() {
        Driver driver = ready(new Start.Fresh());
        assertThat(shown)
                .singleElement()
                .satisfies(
                        command -> assertThat(command).containsSubsequence("codex", "resume", "thread-1", "--remote"));

        terminals
                .terminal(Pane.ofClient(terminals.open(), session).handle().name())
                .show(face -> face.ended(0));
        assertThat(driver.attachCommand()).isNotEmpty();

        assertThat(shown).hasSize(2);
        assertThat(told(Observation.Ended.class)).isEmpty();
    }

    @Test
    void aLauncherThatLivesWithoutItsProgramIsRemoved() {
        session = headless(session);
        Driver driver = ready(new Start.Fresh());
        processes.loseProgram(driver.handle().name());

        driver.stop(Duration.ofSeconds(5));

        assertThat(processes.open(step -> {}).list()).isEmpty();
    }

    @Test
    void aFigureThatNoAnswerHasHidesNeitherTheEndNorWhatWasSaid() throws IOException {
        Driver driver = ready(new Start.Fresh());
        say(driver, "hello");
        turnEndedAs(TurnOutcome.COMPLETED);
        driver.close();
        record("""
                {"timestamp":"2026-01-01T00:00:00Z","type":"token_usage_record","payload":{"usage":{\
                "input_tokens":1,"cached_input_tokens":-5}}}
                """ + OVER);
        end(7);
        observed.clear();

        Driver next = driver();
        assertThat(next.adopt()).isInstanceOf(Adoption.Ended.class);

        assertThat(told(Observation.TurnEnded.class)).hasSize(1);
        assertThat(next.transcript(new TranscriptQuery(Optional.empty(), Optional.empty(), 10, Optional.empty()))
                        .entries())
                .extracting(TranscriptPage.Entry::text)
                .contains("hello");
    }

    @Test
    void theEndIsToldThoughHowItsTurnsEndedCannotBe() throws IOException {
        Driver driver = forgetful();
        ready(driver, new Start.Fresh());
        String mark = say(driver, "WAIT for it");
        driver.awaitEvidence(mark, text("WAIT for it"), Duration.ofSeconds(20));
        record(OVER);

        end(7);

        await(Observation.Ended.class, any -> true);
        assertThat(told(Observation.ProcessIs.class).getLast().process()).isEmpty();
        driver.close();
        assertThat(forgetful().adopt()).isInstanceOf(Adoption.Ended.class);
    }

    // ---- the stage

    private void record(String lines) throws IOException {
        try (Stream<Path> records = Files.walk(home.resolve("records"))) {
            for (Path record : records.filter(Files::isRegularFile).toList()) {
                Files.writeString(record, lines, StandardOpenOption.APPEND);
            }
        }
    }

    /** The app-server ends by itself. */
    private void end(int code) {
        servers.getLast().close();
        terminals
                .terminal(Pane.ofServer(terminals.open(), session).handle().name())
                .show(face -> face.ended(code));
    }

    /** Whoever hears of the end of a turn cannot keep it. */
    private Driver forgetful() {
        return driver(observation -> {
            if (observation instanceof Observation.TurnEnded) {
                throw new IllegalStateException("there is no room for it");
            }
            observed.add(observation);
        });
    }

    private FakeProgram program(TerminalSpec spec) {
        return (face, input) -> switch (input) {
            case Input.Started started
            when spec.command().contains("app-server") -> {
                listen(spec.command());
                yield face.plus("listening");
            }
            case Input.Started started -> {
                shown.add(spec.command());
                yield face.plus("Ask Codex to do anything");
            }
            case Input.Signalled signalled -> face.ended(143);
            default -> face;
        };
    }

    /** Under a short name: the session's own path is longer than a socket's may be. */
    private void listen(List<String> command) {
        String address = command.get(command.indexOf("--listen") + 1);
        servers.forEach(ScriptedAppServer::close);
        try {
            Path real = home.resolve("s" + servers.size());
            servers.add(ScriptedAppServer.listen(real, home.resolve("records"), Clock.systemUTC()));
            Files.createSymbolicLink(Path.of(address.substring("unix://".length())), real);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** The same session without a terminal. */
    private static Session headless(Session with) {
        return new Session(
                with.tenant(),
                with.id(),
                with.key(),
                with.handle(),
                with.title(),
                with.group(),
                with.tags(),
                new Session.Launch(
                        new AgentId("codex"),
                        DriverKind.PROTOCOL,
                        PermissionMode.ASK,
                        Optional.empty(),
                        Map.of(),
                        List.of()),
                with.wanted(),
                with.workspace(),
                with.lifecycle(),
                with.lifecycleSince(),
                "",
                with.agentSessionId(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                with.createdAt(),
                Optional.empty(),
                Session.Heritage.NONE);
    }

    private ScriptedAppServer server() {
        return servers.getLast();
    }

    private Driver driver() {
        return driver(observed::add);
    }

    private Driver driver(Observer observer) {
        return adapter.drive(
                new DriveContext(
                        session, home.resolve("private"), Map.of(), terminals.open(), Clock.systemUTC(), step -> {}),
                observer);
    }

    private Driver ready(Start how) {
        Driver driver = driver();
        ready(driver, how);
        return driver;
    }

    private void ready(Driver driver, Start how) {
        driver.start(how);
        await(Observation.Ready.class, any -> true);
    }

    private static String say(Driver driver, String text) {
        String mark = driver.mark();
        driver.place(text(text));
        driver.submit();
        return mark;
    }

    private static Prepared.Text text(String text) {
        return new Prepared.Text(text, Optional.empty());
    }

    private Request request(Observation.RequestOpened asked) {
        return new Request(
                session.tenant(),
                session.id(),
                new RequestId(new UUID(0, 1)),
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

    private static boolean turn(Fact fact, TurnState state) {
        return fact.reading().equals(new Reading.Turn(state));
    }

    private void turnEndedAs(TurnOutcome outcome) {
        await(Observation.TurnEnded.class, ended -> ended.outcome() == outcome);
        await(Observation.Seen.class, seen -> turn(seen.fact(), TurnState.OVER));
        await(Observation.Seen.class, seen -> seen.fact().reading().equals(new Reading.Waiting(WaitingFor.NOTHING)));
    }

    private Optional<Reading> last(Question question) {
        return told(Observation.Seen.class).reversed().stream()
                .map(seen -> seen.fact().reading())
                .filter(reading -> reading.question() == question)
                .findFirst();
    }

    private <T extends Observation> List<T> told(Class<T> kind) {
        return observed.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <T extends Observation> T await(Class<T> kind, Predicate<T> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> told(kind).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }
}
