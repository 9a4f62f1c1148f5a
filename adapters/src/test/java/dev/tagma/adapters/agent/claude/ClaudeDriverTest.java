package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole driver over a program that shows recorded screens; each driver is that of another daemon. */
class ClaudeDriverTest {

    private static final Prepared.Text TWELVE_LINES = new Prepared.Text("line\n".repeat(11) + "last", Optional.empty());

    private static final TranscriptQuery NEWEST =
            new TranscriptQuery(Optional.empty(), Optional.empty(), 10, Optional.empty());

    private final Session session = StoreSamples.session(1);
    private final AtomicBoolean watchesAreUsedUp = new AtomicBoolean();
    private final FileWatch watch = new FileWatch((directory, service) -> {
        if (watchesAreUsedUp.get() && directory.endsWith("events")) {
            throw new IOException("User limit of inotify watches reached");
        }
        return directory.register(service, StandardWatchEventKinds.ENTRY_CREATE);
    });
    private final LinkedBlockingQueue<Observation> observed = new LinkedBlockingQueue<>();
    private final RecordedProgram program = new RecordedProgram(RecordedProgram.screen("idle-fresh"));

    @TempDir
    private Path home;

    private ClaudeAdapter adapter;
    private int told;

    @BeforeEach
    void installed() throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Files.createFile(
                bin.resolve("claude"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        adapter = new ClaudeAdapter(
                new AgentId("claude-code"),
                List.of("claude"),
                Map.of("HOME", home.toString(), "PATH", bin.toString()),
                Map.of(),
                watch);
    }

    @AfterEach
    void close() {
        adapter.close();
        watch.close();
    }

    @Test
    void hooksThatAKilledDaemonHeldAreLetGoOnAdoption() throws Exception {
        try (Driver first = driver()) {
            first.start(new Start.Fresh());
        }
        Path hold = Files.createFile(home.resolve("private/hooks/hold"));

        try (Driver next = driver()) {
            assertThat(next.adopt()).isEqualTo(new Adoption.Running());

            assertThat(hold).doesNotExist();
        }
    }

    @Test
    void aPasteOfAsManyLinesAfterACrashBeforePlacingIsAPersons() throws Exception {
        try (Driver first = driver()) {
            first.start(new Start.Fresh());
            first.mark();
        }
        show("draft-pasted");

        try (Driver next = driver()) {
            next.adopt();

            assertThat(next.look(TWELVE_LINES)).isEqualTo(new Look.Draft("[Pasted text #1]"));
        }
    }

    @Test
    void aPasteThatWasPlacedAndSeenIsOursAfterACrash() throws Exception {
        try (Driver first = driver()) {
            first.start(new Start.Fresh());
            first.mark();
            first.place(TWELVE_LINES);
            show("draft-pasted");
            assertThat(first.look(TWELVE_LINES)).isInstanceOf(Look.Ours.class);
        }

        try (Driver next = driver()) {
            next.adopt();

            assertThat(next.look(TWELVE_LINES)).isInstanceOf(Look.Ours.class);
        }
    }

    @Test
    void hooksThatCannotBeWatchedAreABrokenSourceUntilTheyCan() throws Exception {
        watchesAreUsedUp.set(true);
        try (Driver driver = driver()) {
            driver.start(new Start.Fresh());
            assertThat(hookCarrier())
                    .isInstanceOfSatisfying(
                            Carrier.Broken.class,
                            broken -> assertThat(broken.reason())
                                    .contains("hooks/events cannot be watched: User limit of inotify watches reached"));

            watchesAreUsedUp.set(false);

            assertThat(hookCarrier()).isEqualTo(Carrier.INTACT);
        }
    }

    @Test
    void aRequestOpensWhenItsDialogShowsThoughHooksCannotBeWatched() throws Exception {
        watchesAreUsedUp.set(true);
        try (Driver driver = driver()) {
            driver.start(new Start.Fresh());
            hookCarrier();
            tellHook("{\"hook_event_name\":\"PermissionRequest\",\"tool_name\":\"Bash\",\"tool_input\":{}}");

            show("permission-bash");

            assertThat(next(Observation.RequestOpened.class).key()).isEqualTo("1700000000000000001-999999999");
        }
    }

    @Test
    @Timeout(60)
    void theGraceForAnEndRunsOutThoughTheClockIsSetBack() throws Exception {
        try (Driver driver = driver()) {
            driver.start(new Start.Fresh());

            FakeTerminal terminal = terminal();

            // The program does not heed the signal.
            driver.stop(Duration.ofMillis(1));

            assertThat(terminal.liveness()).isNotInstanceOf(Liveness.Alive.class);
        }
    }

    @Test
    void aCursorStaysGoodWhenTheSessionTakesAnotherConversation() throws Exception {
        recorded("c1", "before");
        try (Driver driver = driver()) {
            driver.start(new Start.Fresh());
            tellHook("{\"hook_event_name\":\"SessionStart\",\"session_id\":\"c1\"}");
            next(Observation.Identity.class);
            String cursor = driver.transcript(NEWEST).entries().getLast().cursor();

            tellHook("{\"hook_event_name\":\"SessionStart\",\"session_id\":\"c2\"}");
            next(Observation.Identity.class);
            recorded("c2", "after");

            assertThat(driver.transcript(
                                    new TranscriptQuery(Optional.of(cursor), Optional.empty(), 10, Optional.empty()))
                            .entries())
                    .extracting(TranscriptPage.Entry::text)
                    .containsExactly("after");
            assertThat(driver.lastMessages(1)).containsExactly("after");
        }
    }

    @Test
    void aProgramThatIsNotThereIsRefusedWithWhatToDo() throws Exception {
        Files.delete(home.resolve("bin/claude"));
        try (Driver driver = driver()) {
            assertThatExceptionOfType(TerminalException.class)
                    .isThrownBy(() -> driver.start(new Start.Fresh()))
                    .withMessageStartingWith("'claude' was not found; install it with 'npm install")
                    .withMessageContaining("set 'agents.claude-code.command' in config.yaml")
                    .withMessageContaining("-a scripted");
        }
    }

    private void recorded(String conversation, String said) throws IOException {
        Path file = home.resolve(".claude/projects/any").resolve(conversation + ".jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                {"type":"assistant","timestamp":"2026-11-29T09:05:59Z",\
                "message":{"role":"assistant","content":[{"type":"text","text":"%s"}]}}
                """.formatted(said));
    }

    private void tellHook(String payload) throws IOException {
        told++;
        Path event = home.resolve("private/hooks/tmp/event");
        Files.writeString(event, payload);
        Files.move(event, home.resolve("private/hooks/events/170000000000000000" + told + "-999999999.json"));
    }

    private Carrier hookCarrier() throws InterruptedException {
        Observation.CarrierChanged changed = next(Observation.CarrierChanged.class);
        while (changed.source() != Source.HOOK) {
            changed = next(Observation.CarrierChanged.class);
        }
        return changed.carrier();
    }

    private <T extends Observation> T next(Class<T> kind) throws InterruptedException {
        Observation next = observed.poll(20, TimeUnit.SECONDS);
        while (next != null && !kind.isInstance(next)) {
            next = observed.poll(20, TimeUnit.SECONDS);
        }
        assertThat(next).as("a " + kind.getSimpleName()).isNotNull();
        return kind.cast(next);
    }

    private void show(String state) {
        terminal().show(face -> face.withOutput(RecordedProgram.screen(state).rows()));
    }

    private FakeTerminal terminal() {
        return program.terminal(new Pane(program.runtime(), session).handle().name());
    }

    private Driver driver() {
        return adapter.drive(
                new DriveContext(
                        session,
                        home.resolve("private"),
                        Map.of(),
                        program.runtime(),
                        Clock.fixed(StoreSamples.T0, ZoneOffset.UTC),
                        step -> {}),
                observed::add);
    }
}
