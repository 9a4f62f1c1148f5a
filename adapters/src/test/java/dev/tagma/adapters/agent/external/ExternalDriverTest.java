package dev.tagma.adapters.agent.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeTerminals;
import dev.tagma.testkit.fake.LineProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An adapter in Python that goes wrong in many ways: whatever it does, nothing false is told of the agent. */
@Timeout(120)
class ExternalDriverTest {

    private final List<Observation> observed = new CopyOnWriteArrayList<>();
    private final List<TerminalSpec> started = new CopyOnWriteArrayList<>();
    private final FakeTerminals terminals = new FakeTerminals(spec -> {
        started.add(spec);
        return Optional.of(new LineProgram());
    });
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path home;

    private Session session;

    @BeforeEach
    void prepare() throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Files.createFile(
                bin.resolve("agent"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void itIsIntroducedAndAsked() {
        ExternalAdapter adapter = adapter("none");

        assertThat(adapter.probe().installed()).isTrue();
        assertThat(adapter.modes()).containsExactly(PermissionMode.ASK);
        assertThat(adapter.portrait().title()).isEqualTo("Test");
        assertThat(adapter.sources().get(Source.SCREEN)).containsExactlyInAnyOrder(Question.TURN, Question.WAITING);
        assertThat(adapter.newConversation().orElseThrow().value()).isEqualTo("c1");
        Session.Launch wide = new Session.Launch(
                new AgentId("tiny"),
                session.launch().driver(),
                PermissionMode.ASK,
                Optional.empty(),
                Map.of(),
                List.of("--all"));
        assertThat(adapter.objections(wide)).containsExactly(new Objection(Objection.Ground.WIDER, "no arguments"));
    }

    @Test
    void theAgentIsStartedByTagmaAndSpokenToThroughTheAdapter() {
        Driver driver = started("none");

        assertThat(idle()).isTrue();
        assertThat(driver.look(text("x"))).isEqualTo(new Look.Draft("ready"));
        driver.place(text("title good"));
        driver.submit();
        eventually(() -> assertThat(driver.screen().title()).isEqualTo("good"));
        assertThat(started)
                .singleElement()
                .satisfies(spec -> assertThat(spec.environment())
                        .containsEntry("TAGMA_SESSION", "true one")
                        .containsEntry("OWN", "1"));
    }

    @Test
    void theAgentsEndIsTagmasToTellAfterTheAdaptersLastWords() {
        Driver driver = started("none");

        terminals.terminal(driver.handle().name()).signal("KILL");

        eventually(() -> assertThat(observed.getLast()).isInstanceOf(Observation.Ended.class));
        assertThat(told(Observation.TurnEnded.class).getFirst().lastMessage()).contains("last words");
        assertThat(driver.gone()).isTrue();
    }

    @Test
    void anAdapterThatIsKilledIsStartedAgainAndAdopts() {
        Driver driver = started("none");
        assertThat(idle()).isTrue();

        process().destroyForcibly();

        eventually(() -> assertThat(reasons()).anyMatch(reason -> reason.contains("was killed by signal 9")));
        eventually(() -> assertThat(idle()).isTrue());
        assertThat(driver.gone()).isFalse();
        assertThat(driver.look(text("x"))).isInstanceOf(Look.Draft.class);
    }

    /** What it says of the session before it goes wrong counts only until then, and it is said why. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "malformed|is no message (it is no JSON): hello world",
                "no object|is no message",
                "no utf-8|is no UTF-8",
                "endless line|a line of more than 16 MiB",
                "deep|is no message",
                "unknown observation|observed what is no observation",
                "wrong field|observed what is no observation",
                "missing field|observed what is no observation",
                "undeclared|its source 'protocol' told of 'turn', which it did not say that it can see",
                "process seen|which it did not say that it can see",
                "answers nothing asked|it answered what it was not asked, or twice: 999999",
                "flood|messages a second for long",
                "dies|ended with exit code 3; it last wrote: Traceback: it fell over",
                "closes output|its output",
                "many tokens|used more than 1000000000000 tokens"
            })
    void whatAnAdapterMayNotSayEndsItAndNothingIsKnown(String fault, String why) throws IOException {
        ExternalAdapter adapter = adapter(fault);
        Driver driver = driver(adapter);
        try {
            driver.start(new Start.Fresh());
        } catch (TerminalException fell) {
            assertThat(fell).hasMessageContaining(why);
        }

        eventually(() -> assertThat(reasons()).anyMatch(reason -> reason.contains(why)));
        assertThat(driver.gone()).isFalse();

        Files.createFile(home.resolve("healthy"));
        eventually(() -> assertThat(idle()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silent|it did not answer 'initialize' within",
                "refuses|it refused to begin: no license",
                "wrong answer|its answer to 'initialize' is wrong",
                "other version|it speaks version 2 of the protocol, and this Tagma speaks 1",
                "no modes|name at least 'ask'",
                "process|whether the process runs is Tagma's to say"
            })
    void anAdapterThatIsNotIntroducedIsNotSpokenTo(String fault, String why) {
        ExternalAdapter adapter = adapter(fault);

        assertThat(adapter.probe().problems()).singleElement().asString().contains(why);
        assertThat(adapter.objections(session.launch()))
                .singleElement()
                .satisfies(objection -> assertThat(objection.sentence()).contains("does not stand"));
        Driver driver = driver(adapter);
        assertThatThrownBy(() -> driver.start(new Start.Fresh()))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("does not stand");
        assertThat(driver.gone()).isTrue();
    }

    @Test
    void anAdapterThatIsNotThereIsSaid() {
        ExternalAdapter adapter = keep(new ExternalAdapter(
                new AgentId("tiny"),
                new ExternalAdapter.Settings(List.of("/no/such/adapter"), List.of(), Map.of()),
                environment(),
                home.resolve("adapters"),
                Duration.ofSeconds(5)));

        assertThat(adapter.probe().problems())
                .singleElement()
                .asString()
                .contains("There is no program '/no/such/adapter'", "agents.tiny.adapter");
    }

    @Test
    void anAdapterThatStartsNothingStartsNothing() {
        Driver driver = driver(adapter("starts nothing"));

        assertThatThrownBy(() -> driver.start(new Start.Fresh()))
                .hasMessageContaining("did not ask for 'terminal/start'");
    }

    @Test
    void anAgentIsStartedOnce() {
        started("starts twice");

        eventually(() -> assertThat(told(Observation.TurnStarted.class))
                .singleElement()
                .satisfies(turn -> assertThat(turn.text()).contains("once within 'driver/start'")));
    }

    @Test
    void anAgentWhoseAdapterDiesOverItsStartRunsAndIsAdopted() throws IOException {
        Driver driver = driver(adapter("dies while starting"));
        driver.start(new Start.Fresh());
        assertThat(driver.gone()).isFalse();

        eventually(() -> assertThat(idle()).isTrue());
    }

    @Test
    void whatWasBeingSubmittedIsInDoubt() {
        Driver driver = started("dies submitting");

        assertThatThrownBy(driver::submit)
                .isInstanceOfSatisfying(
                        TerminalException.class,
                        failed -> assertThat(failed.inDoubt()).isTrue());
    }

    @Test
    void noControlCharacterIsPastedOrPrepared() {
        assertThat(started("escape").prepare("x"))
                .isInstanceOfSatisfying(
                        Prepared.Refused.class,
                        refused -> assertThat(refused.reason()).contains("U+001B"));
    }

    @Test
    void aPasteWithAControlCharacterIsDeclined() {
        Driver driver = started("pastes escape");

        assertThatThrownBy(() -> driver.place(text("x"))).hasMessageContaining("U+001B");
        assertThat(terminals.terminal(driver.handle().name()).inputs()).isEmpty();
    }

    @Test
    void aMarkThatIsTooLongIsNone() {
        assertThatThrownBy(started("long mark")::mark).hasMessageContaining("more than 10000 characters");
    }

    @Test
    void aPageIsNoLongerThanWasAsked() {
        Driver driver = started("none");

        assertThat(driver.transcript(query(Optional.empty())).entries()).hasSize(5);
        assertThatThrownBy(() -> driver.transcript(query(Optional.of("nowhere"))))
                .isInstanceOf(UnknownCursorException.class)
                .hasMessage("no such place");
    }

    private static TranscriptQuery query(Optional<String> after) {
        return new TranscriptQuery(after, Optional.empty(), 5, Optional.empty());
    }

    /** It still claims that the agent is idle, and would for ever. */
    @Test
    void anAdapterThatDoesNotDealWithAChangeIsNotBelieved() throws IOException {
        Driver driver = started("mute");
        terminals.terminal(driver.handle().name()).show(face -> face.plus("something happens"));

        eventually(() -> assertThat(reasons())
                .anyMatch(reason -> reason.contains("has not answered 'terminal/changed' for 2 s")));
        assertThat(idle()).isFalse();

        Files.createFile(home.resolve("speak"));
        eventually(() -> assertThat(idle()).isTrue());
    }

    @Test
    void theNextDaemonAdoptsTheAgentWithAnAdapterOfItsOwn() throws IOException {
        ExternalAdapter former = adapter("none");
        Driver first = driver(former);
        first.start(new Start.Fresh());
        ProcessHandle left = process();
        former.close();
        observed.clear();

        assertThat(driver(adapter("none")).adopt()).isInstanceOf(Driver.Adoption.Running.class);

        assertThat(idle()).isTrue();
        assertThat(process()).isNotEqualTo(left);
    }

    /** What it begins with was so long ago; a message that is decided on by that would be typed into whatever is now. */
    @Test
    void whatAnAdapterTellsBeforeItHasCaughtUpIsPassedOnWhenItHas() throws Exception {
        started("none").close();
        observed.clear();
        Driver second = driver(adapter("tells at length"));

        CompletableFuture<Driver.Adoption> adoption = CompletableFuture.supplyAsync(second::adopt);
        eventually(() -> assertThat(home.resolve("telling")).exists());

        assertThat(told(Observation.Seen.class)).isEmpty();
        assertThat(told(Observation.TurnStarted.class)).isEmpty();
        assertThat(adoption).isNotDone();
        Files.createFile(home.resolve("speak"));
        assertThat(adoption.get(40, TimeUnit.SECONDS)).isEqualTo(new Driver.Adoption.Running());
        assertThat(told(Observation.TurnStarted.class)).hasSize(1);
        assertThat(told(Observation.Seen.class))
                .as("the last word alone")
                .singleElement()
                .satisfies(
                        seen -> assertThat(seen.fact().reading()).isEqualTo(new Reading.Turn(Reading.TurnState.OVER)));
        assertThat(idle()).isTrue();
    }

    @Test
    void anAdapterThatNeverCatchesUpIsNotBelievedAndItIsSaidWhy() {
        started("none").close();
        observed.clear();

        assertThat(driver(adapter("never catches up")).adopt()).isEqualTo(new Driver.Adoption.Running());

        assertThat(reasons())
                .anyMatch(reason -> reason.contains("has not caught up with what happened")
                        && reason.contains("did not answer 'driver/adopt' within 8 s"));
        assertThat(idle()).isFalse();
    }

    @Test
    void anAdapterThatOutlivedItsDaemonIsEndedByTheNextOne() throws IOException {
        Process left = new ProcessBuilder("setsid", "python3", script().toString(), "stays", home.toString()).start();
        left.getOutputStream().close();
        ProcessKey noted = Processes.find(left.pid()).orElseThrow();
        new LeftOver(home.resolve("adapters/tiny.process")).remember(noted);

        assertThat(adapter("none").probe().installed()).isTrue();

        eventually(() -> assertThat(left.isAlive()).isFalse());
        assertThat(process().isAlive()).isTrue();
    }

    /** Its number may be somebody else's by now. */
    @Test
    void aProcessThatOnlyHasTheNumberOfAnAdapterLives() throws IOException {
        Process other = new ProcessBuilder("setsid", "sleep", "600").start();
        keep(other::destroyForcibly);
        ProcessKey found = Processes.find(other.pid()).orElseThrow();
        new LeftOver(home.resolve("adapters/tiny.process"))
                .remember(new ProcessKey(found.pid(), found.startedTicks() - 1, found.bootId()));

        assertThat(adapter("none").probe().installed()).isTrue();

        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void anAgentIsAdoptedThoughItsAdapterDoesNotStand() {
        Driver first = started("none");
        first.close();
        observed.clear();

        Driver second = driver(adapter("refuses"));

        assertThat(second.adopt()).isInstanceOf(Driver.Adoption.Running.class);
        assertThat(told(Observation.ProcessIs.class)).hasSize(1);
        assertThat(idle()).isFalse();
        assertThat(second.look(text("x"))).isInstanceOf(Look.Unclear.class);
        second.stop(Duration.ofSeconds(1));
        assertThat(second.gone()).isTrue();
    }

    // ---- what the tests are made of

    private Driver started(String fault) {
        Driver driver = driver(adapter(fault));
        driver.start(new Start.Fresh());
        return driver;
    }

    private ExternalAdapter adapter(String fault) {
        return keep(new ExternalAdapter(
                new AgentId("tiny"),
                new ExternalAdapter.Settings(
                        List.of("python3", script().toString(), fault, home.toString()), List.of(), Map.of()),
                environment(),
                home.resolve("adapters"),
                Duration.ofSeconds(8)));
    }

    private static Path script() {
        return Path.of("src", "test", "resources", "external", "adapter.py").toAbsolutePath();
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(one);
        return one;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.merge("PATH", home.resolve("bin").toString(), (path, own) -> own + ":" + path);
        return environment;
    }

    private Driver driver(ExternalAdapter adapter) {
        return keep(adapter.drive(
                new DriveContext(
                        session,
                        home.resolve("session"),
                        Map.of("TAGMA_SESSION", "true one"),
                        terminals.open(),
                        Clock.systemUTC(),
                        name -> {}),
                observed::add));
    }

    private ProcessHandle process() {
        try {
            String noted = Files.readString(home.resolve("adapters/tiny.process"));
            return ProcessHandle.of(Long.parseLong(noted.split(" ", -1)[0])).orElseThrow();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    private static Prepared.Text text(String text) {
        return new Prepared.Text(text, Optional.empty());
    }

    private <T extends Observation> List<T> told(Class<T> type) {
        return observed.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<String> reasons() {
        return told(Observation.CarrierChanged.class).stream()
                .map(Observation.CarrierChanged::carrier)
                .filter(Carrier.Broken.class::isInstance)
                .map(carrier -> ((Carrier.Broken) carrier).reason())
                .toList();
    }

    /** Whether by all that was observed, in its order, a source that is believed says that no turn runs. */
    private boolean idle() {
        return !facts().on(Question.TURN, Clock.systemUTC().instant()).isEmpty();
    }

    private Facts facts() {
        Facts facts = Facts.none();
        for (Observation one : observed) {
            facts = switch (one) {
                case Observation.Seen(var fact) -> facts.with(fact);
                case Observation.CarrierChanged(var source, var carrier) -> facts.with(source, carrier);
                case Observation.ProcessIs(var process) -> facts.ofProcess(process);
                default -> facts;
            };
        }
        return facts;
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(assertion);
    }
}
