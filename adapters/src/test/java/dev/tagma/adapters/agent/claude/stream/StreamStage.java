package dev.tagma.adapters.agent.claude.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.adapters.runtime.pipe.PipeRuntime;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.ProcessRuntime.Recovery;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeTerminals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One session with the scripted agent; each driver is that of another daemon. */
final class StreamStage implements AutoCloseable {

    private final Path directory;
    private final Path workspace;
    private final FileWatch watch = new FileWatch();
    private final Map<String, String> environment = new HashMap<>();
    private final List<ClaudeStreamAdapter> adapters = new ArrayList<>();
    private Duration patience = Duration.ofMinutes(1);
    private PermissionMode mode = PermissionMode.ASK;
    private Optional<AgentSessionId> conversation =
            Optional.of(new AgentSessionId(UUID.randomUUID().toString()));
    private Optional<TerminalHandle> handle = Optional.empty();
    private Checkpoint checkpoint = name -> {};
    private List<Observation> seen = new CopyOnWriteArrayList<>();
    private Driver driver;

    StreamStage(Path directory) throws IOException {
        this.directory = directory;
        this.workspace = Files.createDirectories(directory.resolve("work space"));
        Files.createDirectories(directory.resolve("session"));
        environment.put("CLAUDE_CONFIG_DIR", directory.resolve("agent").toString());
        environment.put("SCRIPTED_GATES", directory.resolve("gates").toString());
    }

    StreamStage with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    StreamStage patient(Duration atMost) {
        patience = atMost;
        return this;
    }

    StreamStage in(PermissionMode other) {
        mode = other;
        return this;
    }

    /** The next daemons pass this checkpoint. */
    void at(Checkpoint next) {
        checkpoint = next;
    }

    Path workspace() {
        return workspace;
    }

    Path directory() {
        return directory;
    }

    Driver driver() {
        return driver;
    }

    List<Observation> seen() {
        return seen;
    }

    /** Another daemon's driver, with the former one gone as by kill -9. */
    Driver next() throws IOException {
        if (driver != null) {
            driver.close();
        }
        seen = new CopyOnWriteArrayList<>();
        List<Observation> own = seen;
        PipeRuntime processes =
                new PipeRuntime(directory.resolve("pipe"), Processes.bootId(), System.getenv(), watch, checkpoint);
        ClaudeStreamAdapter adapter = new ClaudeStreamAdapter(
                new AgentId("claude-code"),
                program(),
                Map.of("PATH", System.getenv("PATH"), "HOME", directory.toString()),
                environment,
                processes,
                patience);
        adapters.add(adapter);
        driver = adapter.drive(
                new DriveContext(
                        session(),
                        directory.resolve("session"),
                        Map.of(),
                        new FakeTerminals(spec -> Optional.empty()).open(),
                        Clock.systemUTC(),
                        checkpoint),
                own::add);
        return driver;
    }

    private static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tagma.testkit.stream.ScriptedStreamAgent");
    }

    private Session session() {
        Session sample = StoreSamples.session(1);
        return new Session(
                sample.tenant(),
                sample.id(),
                sample.key(),
                sample.handle(),
                sample.title(),
                sample.group(),
                sample.tags(),
                new Session.Launch(
                        new AgentId("claude-code"), DriverKind.PROTOCOL, mode, Optional.empty(), Map.of(), List.of()),
                sample.wanted(),
                new Workspace(
                        Workspace.Kind.DIRECTORY,
                        workspace.toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                sample.lifecycle(),
                sample.lifecycleSince(),
                "",
                conversation,
                handle.map(TerminalHandle::text),
                Optional.empty(),
                Optional.empty(),
                sample.createdAt(),
                Optional.empty(),
                Session.Heritage.NONE);
    }

    /** A driver whose agent is ready. */
    StreamStage started() throws IOException {
        launched(new Start.Fresh());
        awaitSeen(Observation.Ready.class);
        return this;
    }

    /** A driver that has started its agent. */
    StreamStage launched(Start how) throws IOException {
        Driver next = next();
        handle = Optional.of(next.handle());
        next.start(how);
        return this;
    }

    AgentSessionId conversation() {
        return conversation.orElseThrow();
    }

    <T extends Observation> List<T> awaitSeen(Class<T> kind) {
        await().until(() -> !of(kind).isEmpty());
        return of(kind);
    }

    <T extends Observation> List<T> of(Class<T> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Delivers a message as the engine does, and returns its mark when it was submitted. */
    String submit(String text) {
        Prepared.Text message = text(text);
        assertThat(driver.look(message)).isEqualTo(new Look.Empty(false));
        String mark = driver.mark();
        driver.place(message);
        assertThat(driver.look(message)).isEqualTo(new Look.Ours(false));
        driver.submit();
        return mark;
    }

    /** Delivers a message and waits for the evidence that it has entered the conversation. */
    Evidence.Entered say(String text) {
        String mark = submit(text);
        Evidence evidence = driver.awaitEvidence(mark, text(text), Duration.ofSeconds(30));
        assertThat(evidence).isInstanceOf(Evidence.Entered.class);
        return (Evidence.Entered) evidence;
    }

    Prepared.Text text(String text) {
        return (Prepared.Text) driver.prepare(text);
    }

    /** What counts now on a question, by all facts that were told. */
    Optional<Reading> now(Question question) {
        Facts facts = Facts.none();
        for (Observation observation : seen) {
            if (observation instanceof Observation.Seen(Fact fact)) {
                facts = facts.with(fact);
            } else if (observation instanceof Observation.ProcessIs(var process)) {
                facts = facts.ofProcess(process);
            }
        }
        return facts.fact(Source.PROTOCOL, question, Clock.systemUTC().instant())
                .map(Fact::reading);
    }

    void awaitTurn(Reading.TurnState state) {
        await().until(() -> now(Question.TURN).equals(Optional.of(new Reading.Turn(state))));
    }

    List<TranscriptPage.Entry> transcript() {
        return driver.transcript(new TranscriptQuery(Optional.empty(), Optional.empty(), 200, Optional.empty()))
                .entries();
    }

    /** The conversation, an entry a line. */
    List<String> said() {
        return transcript().stream()
                .map(entry -> entry.role() + ": " + entry.text().strip())
                .toList();
    }

    /** What the agent was told, in the order it was. */
    List<String> heard() {
        return transcript().stream()
                .filter(entry -> entry.role().equals("user"))
                .map(TranscriptPage.Entry::text)
                .toList();
    }

    /** As the program does it: a copy is recorded with the first word that is said in it. */
    void forget(AgentSessionId copy) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("agent"))) {
            for (Path file :
                    files.filter(each -> each.endsWith(copy + ".jsonl")).toList()) {
                Files.delete(file);
            }
        }
    }

    void open(String gate) throws IOException {
        Files.createDirectories(directory.resolve("gates"));
        Files.writeString(directory.resolve("gates").resolve(gate), "");
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }

    Set<String> openRequests() {
        Set<String> open = new java.util.HashSet<>();
        for (Observation observation : seen) {
            switch (observation) {
                case Observation.RequestOpened asked -> open.add(asked.key());
                case Observation.RequestClosed over -> open.remove(over.key());
                default -> {}
            }
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (driver != null) {
            driver.close();
        }
        PipeRuntime last =
                new PipeRuntime(directory.resolve("pipe"), Processes.bootId(), System.getenv(), watch, name -> {});
        for (TerminalHandle left : last.list()) {
            if (last.recover(left) instanceof Recovery.Found(DetachedProcess process)) {
                process.destroy();
            }
        }
        adapters.forEach(ClaudeStreamAdapter::close);
        watch.close();
    }
}
