package dev.tagma.adapters.agent.opencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.adapters.face.Pane;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
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
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeProgram;
import dev.tagma.testkit.fake.FakeProgram.Input;
import dev.tagma.testkit.fake.FakeTerminals;
import dev.tagma.testkit.opencode.ScriptedOpenCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole driver over a scripted OpenCode that breaks in many ways; each driver is that of another daemon. */
@Timeout(90)
class OpenCodeDriverTest {

    private final List<Observation> observed = new CopyOnWriteArrayList<>();
    private final List<TerminalSpec> started = new CopyOnWriteArrayList<>();
    private final List<ScriptedOpenCode> servers = new ArrayList<>();
    private final List<OpenCodeAdapter> adapters = new ArrayList<>();
    private final FakeTerminals terminals = new FakeTerminals(spec -> Optional.of(program(spec)));

    @TempDir
    private Path home;

    private OpenCodeAdapter adapter;
    private int muteAtFirst;
    private Session session;

    @BeforeEach
    void installed() throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Path program = Files.createFile(
                bin.resolve("opencode"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                program, "#!/bin/sh\n[ \"$1\" = export ] && exec /bin/cat \"$HOME/store/$2.json\"\necho 1.18.33\n");
        adapter = adapter(OpenCodeAdapter.HEARTBEAT);
        session = StoreSamples.session(1)
                .withWorkspace(new Workspace(
                        Workspace.Kind.DIRECTORY,
                        Files.createDirectory(home.resolve("work")).toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }

    private OpenCodeAdapter adapter(Duration heartbeat) {
        OpenCodeAdapter made = new OpenCodeAdapter(
                new AgentId("opencode"),
                List.of("opencode"),
                Map.of("HOME", home.toString(), "PATH", home.resolve("bin").toString()),
                Map.of(),
                heartbeat);
        adapters.add(made);
        return made;
    }

    @AfterEach
    void close() {
        servers.forEach(ScriptedOpenCode::close);
        adapters.forEach(OpenCodeAdapter::close);
    }

    @Test
    void theProgramIsGivenAPortAPasswordAndTheRightsOfTheMode() {
        ready(new Start.Fresh());

        TerminalSpec spec = started.getLast();
        assertThat(spec.command()).containsSubsequence("opencode", "--hostname", "127.0.0.1", "--port");
        assertThat(spec.command()).noneMatch(spec.environment().get("OPENCODE_SERVER_PASSWORD")::equals);
        assertThat(spec.environment().get("OPENCODE_PERMISSION")).contains("\"*\":\"ask\"");
        assertThat(server().permission(conversation().value()).toString())
                .contains("{\"permission\":\"*\",\"pattern\":\"*\",\"action\":\"ask\"}");
        eventually(() -> assertThat(server().shown()).contains(conversation().value()));
    }

    @Test
    void theProbeNamesTheVersion() {
        assertThat(adapter.probe().version()).contains("1.18.33");
        assertThat(adapter.probe().problems()).isEmpty();
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
        assertThat(told(Observation.TurnEnded.class).getFirst().lastMessage()).contains("hello");
        assertThat(driver.look(text("hello"))).isEqualTo(new Look.Empty(false));
        assertThat(server().told()).containsExactly("hello");
    }

    @Test
    void theAgentIsSaidToWorkFromTheMomentAtWhichSomethingIsSaid() {
        Driver driver = ready(new Start.Fresh());
        observed.clear();
        driver.mark();
        driver.place(text("WAIT for the status"));
        server().tellNoStatus();

        driver.submit();

        assertThat(told(Observation.Seen.class))
                .anyMatch(seen -> seen.fact().reading().equals(new Reading.Turn(TurnState.RUNNING)));
        assertThat(driver.look(text("next"))).isEqualTo(new Look.Empty(true));
    }

    @Test
    void whatLooksLikeACommandOfTheProgramIsText() {
        Driver driver = ready(new Start.Fresh());

        for (String text : List.of("/exit", "!touch x", "@file", "# note", " /new")) {
            String mark = say(driver, text);
            assertThat(driver.awaitEvidence(mark, text(text), Duration.ofSeconds(20)))
                    .isInstanceOf(Evidence.Entered.class);
        }

        assertThat(server().told()).containsExactly("/exit", "!touch x", "@file", "# note", " /new");
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
        server().finish();

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
        assertThat(asked.title()).isEqualTo("Bash: touch x");
        first.close();
        observed.clear();

        Driver next = driver();
        next.adopt();

        Observation.RequestOpened again = await(Observation.RequestOpened.class, any -> true);
        assertThat(again.key()).isEqualTo(asked.key());
        await(Observation.RequestsAre.class, are -> are.keys().equals(Set.of(asked.key())));
        assertThat(next.answer(request(again), new Answer.Allow(Answer.Scope.SESSION)))
                .isEqualTo(new Answered.Delivered());
        assertThat(server().told()).endsWith("answer: always");
        assertThat(next.answer(request(again), new Answer.Allow(Answer.Scope.ONCE)))
                .isInstanceOf(Answered.TooLate.class);
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
    void aRefusalIsExplainedToTheModelAndAProjectIsNotAllowedAnything() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "BASH touch x");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);

        assertThat(driver.answer(request(asked), new Answer.Allow(Answer.Scope.PROJECT)))
                .isInstanceOfSatisfying(
                        Answered.Refused.class,
                        refused -> assertThat(refused.reason()).contains("not for a project"));
        assertThat(driver.answer(request(asked), new Answer.Deny(Optional.of("not today"))))
                .isEqualTo(new Answered.Delivered());

        assertThat(server().told()).containsExactly("BASH touch x", "answer: reject not today");
    }

    @Test
    void aQuestionIsAnsweredByItsChoice() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "ASK Which color?");
        Observation.RequestOpened asked = await(Observation.RequestOpened.class, any -> true);
        await(Observation.Seen.class, seen -> seen.fact().reading().equals(new Reading.Waiting(WaitingFor.QUESTION)));
        assertThat(asked.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.choices())
                        .extracting(Request.Choice::label)
                        .containsExactly("Red"));

        assertThat(driver.answer(request(asked), new Answer.Choose(List.of(List.of("Red")))))
                .isEqualTo(new Answered.Delivered());

        assertThat(server().told()).endsWith("answer: [[\"Red\"]]");
        turnEndedAs(TurnOutcome.COMPLETED);
    }

    @Test
    void whatASubagentAsksIsAskedInTheSession() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "WAIT for the subagent");

        server().askInSubagent(conversation().value(), "touch below");

        assertThat(await(Observation.RequestOpened.class, any -> true).title()).isEqualTo("Bash: touch below");
    }

    @Test
    void anInterruptWithdrawsWhatWasAsked() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "BASH touch x");
        await(Observation.RequestOpened.class, any -> true);

        driver.escape();

        turnEndedAs(TurnOutcome.INTERRUPTED);
        assertThat(await(Observation.RequestClosed.class, any -> true).how()).isEqualTo(Request.How.WITHDRAWN);
        assertThat(driver.interrupt()).isEqualTo(Driver.Interruption.NOTHING_RUNS);
    }

    @Test
    void anErrorAndALimitAreToldAsTheProgramNamesThem() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "FAIL no such model");
        turnEndedAs(TurnOutcome.FAILED);
        await(
                Observation.Seen.class,
                seen -> seen.fact()
                        .reading()
                        .equals(new Reading.Condition(ConditionKind.ERROR, "no such model", Optional.empty())));

        say(driver, "LIMIT");

        await(
                Observation.Seen.class,
                seen -> seen.fact().reading() instanceof Reading.Condition(var kind, var words, var until)
                        && kind == ConditionKind.USAGE_LIMITED
                        && words.equals("Usage limit reached")
                        && until.isPresent());
    }

    @Test
    void aConnectionThatWasCutIsMadeAgainAndTheStatusIsKnown() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "WAIT through the cut");
        await(Observation.Seen.class, seen -> seen.fact().reading().equals(new Reading.Turn(TurnState.RUNNING)));
        observed.clear();

        server().cut();

        await(Observation.CarrierChanged.class, changed -> changed.carrier() instanceof Carrier.Broken);
        await(Observation.CarrierChanged.class, changed -> changed.carrier().equals(Carrier.INTACT));
        await(Observation.Seen.class, seen -> seen.fact().reading().equals(new Reading.Turn(TurnState.RUNNING)));
        assertThat(driver.interrupt()).isEqualTo(Driver.Interruption.PRESSED);
        turnEndedAs(TurnOutcome.INTERRUPTED);
    }

    @Test
    void aConnectionThatFallsSilentIsMadeAgainAndNothingIsMissed() {
        adapter = adapter(Duration.ofSeconds(1));
        Driver driver = ready(new Start.Fresh());
        String mark = say(driver, "WAIT in silence");
        driver.awaitEvidence(mark, text("WAIT in silence"), Duration.ofSeconds(20));

        server().fallSilent();
        server().finish();

        turnEndedAs(TurnOutcome.COMPLETED);
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
    void whatIsNotUnderstoodToldTwiceOrToldLateChangesNothing() {
        Driver driver = ready(new Start.Fresh());
        server().tellEverythingTwice();
        server().babble();

        String mark = say(driver, "WAIT for the late one");
        driver.awaitEvidence(mark, text("WAIT for the late one"), Duration.ofSeconds(20));
        await(Observation.Seen.class, seen -> seen.fact().reading().equals(new Reading.Turn(TurnState.RUNNING)));
        server().tellLate(conversation().value(), Clock.systemUTC().millis() - 60_000);
        server().finish();

        turnEndedAs(TurnOutcome.COMPLETED);
        assertThat(told(Observation.TurnStarted.class)).hasSize(1);
        assertThat(told(Observation.TurnEnded.class)).hasSize(1);
    }

    @Test
    void aMessageThatIsSaidWhileTheAgentWorksJoinsTheTurn() {
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
    void aForkHoldsAnotherConversationAndNoneOfItsTurnsAreToldAgain() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "the origin");
        turnEndedAs(TurnOutcome.COMPLETED);
        AgentSessionId origin = conversation();
        driver.stop(Duration.ofSeconds(5));
        observed.clear();
        session = StoreSamples.session(2).withWorkspace(session.workspace());

        Driver fork = ready(new Start.Fork(origin));

        assertThat(conversation()).isNotEqualTo(origin);
        assertThat(fork.lastMessages(5)).containsExactly("the origin");
    }

    @Test
    void aConversationThatIsNotThereFailsTheStartWithTheReason() {
        Driver driver = driver();

        driver.start(new Start.Resume(new AgentSessionId("ses_unknown")));

        Observation.Ended ended = await(Observation.Ended.class, any -> true);
        assertThat(ended.how().toString()).contains("Session not found: ses_unknown");
        assertThat(terminals.open().list()).isEmpty();
        assertThat(told(Observation.Ended.class)).hasSize(1);
    }

    @Test
    void aMessageThatEnteredUnheardBeforeTheProgramEndedIsFoundInItsRecord() throws IOException {
        Driver driver = ready(new Start.Fresh());
        server().fallSilent();
        String mark = say(driver, "taken, and not told");
        eventually(() -> assertThat(server().told()).containsExactly("taken, and not told"));
        end(9);
        await(Observation.Ended.class, any -> true);

        assertThat(driver.evidence(mark, text("taken, and not told"))).isInstanceOf(Evidence.Entered.class);
        assertThat(driver().evidence(mark, text("taken, and not told"))).isInstanceOf(Evidence.Entered.class);

        Driver unreadable = driver();
        adapter = adapter(OpenCodeAdapter.HEARTBEAT);
        Driver elsewhere = driver();
        Files.delete(home.resolve("store").resolve(conversation().value() + ".json"));
        assertThatThrownBy(() -> elsewhere.evidence(mark, text("taken, and not told")))
                .isInstanceOfSatisfying(
                        TerminalException.class,
                        failed -> assertThat(failed.inDoubt()).isTrue());
        assertThat(unreadable.evidence(mark, text("taken, and not told"))).isInstanceOf(Evidence.Entered.class);
    }

    @Test
    void aTurnThatWasOverUnheardBeforeTheProgramEndedIsToldAsItWas() {
        Driver driver = ready(new Start.Fresh());
        String mark = say(driver, "WAIT unheard");
        driver.awaitEvidence(mark, text("WAIT unheard"), Duration.ofSeconds(20));
        server().fallSilent();
        server().finish();

        end(9);

        await(Observation.Ended.class, any -> true);
        assertThat(told(Observation.TurnEnded.class))
                .extracting(Observation.TurnEnded::outcome)
                .containsExactly(TurnOutcome.COMPLETED);
    }

    @Test
    void whatFailedIsKnownThroughACutAndToTheNextDaemonAndNothingIsToldTwice() {
        Reading error = new Reading.Condition(ConditionKind.ERROR, "no such model", Optional.empty());
        Driver driver = ready(new Start.Fresh());
        say(driver, "FAIL no such model");
        turnEndedAs(TurnOutcome.FAILED);
        observed.clear();

        server().cut();

        await(Observation.CarrierChanged.class, changed -> changed.carrier().equals(Carrier.INTACT));
        assertThat(last(Question.CONDITION)).contains(error);
        assertThat(told(Observation.TurnStarted.class)).isEmpty();
        assertThat(told(Observation.TurnEnded.class)).isEmpty();

        driver.close();
        observed.clear();
        driver().adopt();
        await(Observation.CarrierChanged.class, changed -> changed.carrier().equals(Carrier.INTACT));
        assertThat(last(Question.CONDITION)).contains(error);
    }

    @Test
    void aFailureIsOverWithTheNextTurnAlsoWhereNobodyTellsThatItRuns() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "FAIL no such model");
        turnEndedAs(TurnOutcome.FAILED);
        observed.clear();
        server().tellNoStatus();

        say(driver, "hello");
        turnEndedAs(TurnOutcome.COMPLETED);

        eventually(() -> assertThat(last(Question.CONDITION))
                .contains(new Reading.Condition(ConditionKind.NONE, "", Optional.empty())));
    }

    @Test
    void aLoginThatIsNoMoreIsWaitedForUntilTheAgentIsSpokenTo() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "LOGIN invalid x-api-key");
        turnEndedAs(TurnOutcome.FAILED);

        eventually(() -> assertThat(last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN)));
        assertThat(told(Observation.Seen.class).stream().map(seen -> seen.fact().detail()))
                .anyMatch(words -> words.contains("invalid x-api-key") && words.contains("opencode auth login"));

        say(driver, "hello");
        turnEndedAs(TurnOutcome.COMPLETED);
        assertThat(last(Question.WAITING)).contains(new Reading.Waiting(WaitingFor.NOTHING));
    }

    @Test
    void whatAMessageUsedIsToldOnceAndTheSameByTheNextDaemon() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "hello");
        turnEndedAs(TurnOutcome.COMPLETED);
        Observation.Used used = told(Observation.Used.class).getFirst();

        assertThat(told(Observation.Used.class)).containsExactly(used);
        assertThat(used.model()).isEqualTo("scripted-model");
        assertThat(used.tokens()).isEqualTo(new Tokens(400, 30, 600, 0, 0, 20));
        assertThat(used.turn())
                .contains(told(Observation.TurnStarted.class).getFirst().key());

        driver.close();
        observed.clear();
        driver().adopt();
        await(Observation.CarrierChanged.class, changed -> changed.carrier().equals(Carrier.INTACT));
        assertThat(told(Observation.Used.class)).containsExactly(used);
    }

    @Test
    void whatASubagentUsedIsOfTheTurnThatRuns() {
        Driver driver = ready(new Start.Fresh());
        String mark = say(driver, "WAIT for the subagent");
        Evidence.Entered entered =
                (Evidence.Entered) driver.awaitEvidence(mark, text("WAIT for the subagent"), Duration.ofSeconds(20));

        server().saidInSubagent(conversation().value());

        Observation.Used used = await(Observation.Used.class, any -> true);
        assertThat(used.model()).isEqualTo("small-model");
        assertThat(used.turn()).contains(entered.turnKey());
    }

    @Test
    void whatASubagentAsksIsAskedAlsoWhereItIsNotKnownAtOnceWhoseItIs() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "WAIT for the subagent");
        server().forgetOnce();

        server().askInSubagent(conversation().value(), "touch below");

        assertThat(await(Observation.RequestOpened.class, any -> true).title()).isEqualTo("Bash: touch below");
    }

    @Test
    void aProgramThatTellsNobodyWhatItDoesIsAskedAgain() {
        adapter = adapter(Duration.ofMillis(300));
        muteAtFirst = 1;

        ready(new Start.Fresh());

        assertThat(conversation().value()).startsWith("ses_");
    }

    @Test
    void aTranscriptThatWasReadWhileTheConnectionWasCutIsNotTheLastOne() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "one");
        turnEndedAs(TurnOutcome.COMPLETED);
        observed.clear();
        servers.getLast().close();
        await(Observation.CarrierChanged.class, changed -> changed.carrier() instanceof Carrier.Broken);
        assertThat(driver.lastMessages(1)).containsExactly("one");

        servers.add(listen(started.getLast()));
        eventually(() -> assertThat(driver.look(text("two"))).isEqualTo(new Look.Empty(false)));
        say(driver, "two");
        turnEndedAs(TurnOutcome.COMPLETED);
        driver.stop(Duration.ofSeconds(5));

        assertThat(driver.lastMessages(1)).containsExactly("two");
    }

    @Test
    void theKeysOfTheShellThatStartedTheDaemonAreNotGivenToTheProgramThatIsAskedForItsVersion() throws IOException {
        Files.writeString(
                home.resolve("bin").resolve("opencode"), "#!/bin/sh\n/usr/bin/env > \"$HOME/given\"\necho 1.18.33\n");
        adapters.add(new OpenCodeAdapter(
                new AgentId("opencode"),
                List.of("opencode"),
                Map.of("HOME", home.toString(), "PATH", home.resolve("bin").toString(), "SECRET", "sk-secret"),
                Map.of(),
                OpenCodeAdapter.HEARTBEAT));

        assertThat(adapters.getLast().probe().version()).contains("1.18.33");

        assertThat(home.resolve("given")).content().doesNotContain("sk-secret");
    }

    @Test
    void pagesHaveCursorsThatStayGoodWhenTheAgentIsGone() {
        Driver driver = ready(new Start.Fresh());
        for (String words : List.of("one", "two", "three")) {
            observed.clear();
            say(driver, words);
            turnEndedAs(TurnOutcome.COMPLETED);
        }
        TranscriptPage last = driver.transcript(query(Optional.empty(), Optional.empty(), 2));
        assertThat(last.more()).isTrue();
        assertThat(last.entries()).extracting(TranscriptPage.Entry::text).containsExactly("three", "three");
        String cursor = last.entries().getFirst().cursor();
        assertThat(driver.transcript(query(Optional.of(TranscriptQuery.BEGINNING), Optional.empty(), 2))
                        .entries())
                .extracting(TranscriptPage.Entry::text)
                .containsExactly("one", "one");

        driver.stop(Duration.ofSeconds(5));

        TranscriptPage before = driver.transcript(query(Optional.empty(), Optional.of(cursor), 10));
        assertThat(before.entries()).extracting(TranscriptPage.Entry::text).containsExactly("one", "one", "two", "two");
        assertThat(driver.transcript(query(Optional.of(cursor), Optional.empty(), 10))
                        .entries())
                .extracting(TranscriptPage.Entry::role)
                .containsExactly("assistant");
        assertThat(driver.lastMessages(1)).containsExactly("three");
    }

    @Test
    void theEndOfTheProgramIsTheAgentsAndWhatItRecordedIsToldLater() {
        Driver driver = ready(new Start.Fresh());
        say(driver, "done before the end");
        turnEndedAs(TurnOutcome.COMPLETED);
        driver.close();
        terminals.terminal(new Pane(terminals.open(), session).handle().name()).show(face -> face.ended(7));
        servers.getLast().close();
        observed.clear();

        assertThat(driver().adopt())
                .isInstanceOfSatisfying(
                        Adoption.Ended.class,
                        ended -> assertThat(ended.reason()).contains("exit code 7"));
        assertThat(told(Observation.TurnEnded.class))
                .extracting(Observation.TurnEnded::outcome)
                .containsExactly(TurnOutcome.COMPLETED);
    }

    @Test
    void theEndIsToldThoughHowItsTurnsEndedCannotBe() {
        AtomicBoolean full = new AtomicBoolean();
        Driver driver = forgetful(full);
        driver.start(new Start.Fresh());
        await(Observation.Ready.class, any -> true);
        String mark = say(driver, "WAIT for it");
        driver.awaitEvidence(mark, text("WAIT for it"), Duration.ofSeconds(20));

        full.set(true);
        end(7);

        await(Observation.Ended.class, any -> true);
        driver.close();
        assertThat(forgetful(full).adopt()).isInstanceOf(Adoption.Ended.class);
    }

    /** Whoever hears of what was said cannot keep it while the disk is full. */
    private Driver forgetful(AtomicBoolean full) {
        return driver(observation -> {
            if (full.get() && observation instanceof Observation.ConversationGrew) {
                throw new IllegalStateException("there is no room for it");
            }
            observed.add(observation);
        });
    }

    @Test
    void aNameOfAMessageTellsItsTime() {
        Instant at = Instant.parse("2026-11-21T00:24:50.567Z");

        String name = EventTime.message(at, "abc");

        assertThat(name).isEqualTo("msg_1fb7dd687000abc");
        assertThat(EventTime.of(name, at.plusSeconds(10))).isEqualTo(at);
    }

    // ---- the stage

    private FakeProgram program(TerminalSpec spec) {
        return (face, input) -> switch (input) {
            case Input.Started begun -> {
                started.add(spec);
                servers.forEach(ScriptedOpenCode::close);
                servers.add(listen(spec));
                server().tellNobody(muteAtFirst);
                yield face.plus("Ask anything");
            }
            case Input.Signalled signalled -> face.ended(143);
            default -> face;
        };
    }

    private ScriptedOpenCode listen(TerminalSpec spec) {
        return ScriptedOpenCode.listen(
                Integer.parseInt(spec.command().get(spec.command().indexOf("--port") + 1)),
                spec.environment().get("OPENCODE_SERVER_USERNAME"),
                spec.environment().get("OPENCODE_SERVER_PASSWORD"),
                home.resolve("store"),
                Clock.systemUTC());
    }

    /** The program ends by itself. */
    private void end(int code) {
        servers.getLast().close();
        terminals.terminal(new Pane(terminals.open(), session).handle().name()).show(face -> face.ended(code));
    }

    private ScriptedOpenCode server() {
        return servers.getLast();
    }

    private AgentSessionId conversation() {
        return told(Observation.Identity.class).getLast().id();
    }

    private Driver driver() {
        return driver(observed::add);
    }

    private Driver driver(Observer observer) {
        return adapter.drive(
                new DriveContext(
                        session,
                        home.resolve("private").resolve(session.id().toString()),
                        Map.of(),
                        terminals.open(),
                        Clock.systemUTC(),
                        step -> {}),
                observer);
    }

    private Driver ready(Start how) {
        Driver driver = driver();
        driver.start(how);
        await(Observation.Ready.class, any -> true);
        return driver;
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

    private static TranscriptQuery query(Optional<String> after, Optional<String> before, int limit) {
        return new TranscriptQuery(after, before, limit, Optional.empty());
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

    private void turnEndedAs(TurnOutcome outcome) {
        await(Observation.TurnEnded.class, ended -> ended.outcome() == outcome);
        await(Observation.Seen.class, seen -> seen.fact().reading().equals(new Reading.Turn(TurnState.OVER)));
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
