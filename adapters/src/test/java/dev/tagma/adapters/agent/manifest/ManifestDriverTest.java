package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Interruption;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Key;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.drive.ModelClock;
import dev.tagma.testkit.fake.Face;
import dev.tagma.testkit.fake.FakeProgram.Input;
import dev.tagma.testkit.fake.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole driver of a manifest over a small program: title, screen, record, dialogs; each driver is of another daemon. */
@Timeout(60)
final class ManifestDriverTest {

    static final AgentSessionId CONVERSATION = new AgentSessionId("0f0c2d1e-1111-4222-8333-444455556666");

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Session session = StoreSamples.session(1).withAgentSessionId(CONVERSATION);
    private final ModelClock clock = new ModelClock();
    private final FileWatch watch = new FileWatch();
    private final List<Observation> observed = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    private TinyProgram program;
    private ManifestAdapter adapter;

    @BeforeEach
    void installed() throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Files.createFile(
                bin.resolve("tiny"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(home.resolve("private"));
        Path manifests = Files.createDirectory(home.resolve("agents"));
        Files.writeString(manifests.resolve("tiny.yaml"), TinyProgram.MANIFEST);
        program = new TinyProgram(home.resolve("chats/api/chat-0f0c2d1e.jsonl"));
        adapter = new ManifestAdapter(
                Objects.requireNonNull(ManifestFiles.all(manifests).get(new AgentId("tiny"))),
                List.of(),
                Map.of("HOME", home.toString(), "PATH", bin.toString()),
                Map.of(),
                watch);
    }

    @AfterEach
    void close() {
        adapter.close();
        watch.close();
    }

    private Driver driver() {
        return adapter.drive(
                new DriveContext(session, home.resolve("private"), Map.of(), program.runtime(), clock, step -> {}),
                observed::add);
    }

    private FakeTerminal terminal(Driver driver) {
        return program.terminal(driver.handle().name());
    }

    private void show(Driver driver, UnaryOperator<Face> change) {
        terminal(driver).show(change);
    }

    private <T> Stream<T> told(Class<T> kind) {
        return observed.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The newest fact from there that answers the same question. */
    private <R extends Reading> Optional<R> newest(Source source, Class<R> kind) {
        return told(Observation.Seen.class)
                .map(Observation.Seen::fact)
                .filter(fact -> fact.source() == source && kind.isInstance(fact.reading()))
                .map(fact -> kind.cast(fact.reading()))
                .reduce((one, next) -> next);
    }

    private void awaitTold(Object reading, Source source) {
        await().atMost(SOON)
                .until(() -> newest(source, ((Reading) reading).getClass())
                        .filter(reading::equals)
                        .isPresent());
    }

    private Driver started() {
        Driver driver = driver();
        driver.start(new Start.Fresh());
        await().atMost(SOON).until(() -> told(Observation.Ready.class).findAny().isPresent());
        return driver;
    }

    private static Prepared.Text text(Driver driver, String said) {
        return (Prepared.Text) driver.prepare(said);
    }

    /** Says it, and returns the turn that it began. */
    private static String say(Driver driver, String said) {
        Prepared.Text text = text(driver, said);
        String mark = driver.mark();
        assertThat(driver.look(text)).isEqualTo(new Look.Empty(false));
        driver.place(text);
        assertThat(driver.awaitPlaced(text, SOON)).isEqualTo(new Look.Ours(false));
        driver.submit();
        return ((Evidence.Entered) driver.awaitEvidence(mark, text, SOON)).turnKey();
    }

    private void works() {
        awaitTold(new Reading.Turn(Reading.TurnState.RUNNING), Source.SCREEN);
    }

    private static Input pressed(Key key) {
        return new Input.Pressed(key);
    }

    private static List<Key> keys(String typed) {
        return typed.chars().<Key>mapToObj(c -> new Key.Printable((char) c)).toList();
    }

    private List<Observation.TurnEnded> ends() {
        return told(Observation.TurnEnded.class).toList();
    }

    @Test
    void aMessageBeginsATurnThatItsRecordAndItsScreenTellOf() {
        try (Driver driver = started()) {
            String turn = say(driver, "mend it");
            works();
            awaitTold(new Reading.Turn(Reading.TurnState.RUNNING), Source.TITLE);
            show(driver, face -> program.says(face, "done"));

            await().atMost(SOON).until(() -> !ends().isEmpty());
            assertThat(told(Observation.TurnStarted.class))
                    .extracting(Observation.TurnStarted::text)
                    .containsExactly("mend it");
            assertThat(ends())
                    .extracting(Observation.TurnEnded::key, Observation.TurnEnded::outcome)
                    .containsExactly(tuple(Optional.of(turn), TurnOutcome.COMPLETED));
            assertThat(driver.lastMessages(1)).containsExactly("done");
            assertThat(driver.transcript(new TranscriptQuery(Optional.empty(), Optional.empty(), 9, Optional.empty()))
                            .entries())
                    .extracting(TranscriptPage.Entry::text)
                    .containsExactly("mend it", "done");
            assertThat(told(Observation.Used.class))
                    .extracting(
                            Observation.Used::key,
                            Observation.Used::turn,
                            used -> used.tokens().total())
                    .contains(tuple("m2", Optional.of(turn), 12L));
        }
    }

    @Test
    void whatItsProgramKeepsIsFoundWithoutASession() {
        try (Driver driver = started()) {
            say(driver, "mend it");
            show(driver, face -> program.says(face, "done"));
        }

        ConversationStore store = adapter.conversations(Map.of()).orElseThrow();
        ConversationStore.Listing listing = store.kept();

        assertThat(listing.whole()).isTrue();
        assertThat(listing.conversations()).singleElement().satisfies(kept -> {
            assertThat(kept.id()).isEqualTo(CONVERSATION);
            assertThat(store.place(kept)).contains(Path.of("/home/anna/api"));
            TranscriptPage page = store.page(
                    kept,
                    new TranscriptQuery(Optional.of(TranscriptQuery.BEGINNING), Optional.empty(), 9, Optional.empty()));
            assertThat(page.entries()).extracting(TranscriptPage.Entry::text).containsExactly("mend it", "done");
            assertThat(page.entries())
                    .allSatisfy(entry -> assertThat(entry.cursor()).startsWith(CONVERSATION + ":"));
        });
    }

    @Test
    void aTurnThatEndedWhileNoDaemonRanIsOverForTheNextOne() {
        try (Driver first = started()) {
            say(first, "mend it");
            works();
        }
        observed.clear();
        Driver next = driver();
        try (next) {
            show(next, program::rests);
            assertThat(next.adopt()).isEqualTo(new Adoption.Running());
            awaitTold(new Reading.Turn(Reading.TurnState.OVER), Source.SCREEN);

            program.records("done");

            await().atMost(SOON).until(() -> !ends().isEmpty());
            assertThat(ends()).extracting(Observation.TurnEnded::outcome).containsExactly(TurnOutcome.COMPLETED);
            assertThat(newest(Source.TITLE, Reading.Turn.class)).contains(new Reading.Turn(Reading.TurnState.OVER));
        }
    }

    @Test
    void aPromptThatIsGivenBackIsTakenOut() {
        try (Driver driver = started()) {
            say(driver, "mend it");
            works();

            assertThat(driver.interrupt()).isEqualTo(Interruption.PRESSED);

            await().atMost(SOON).until(() -> driver.look(text(driver, "else")) instanceof Look.Empty);
            assertThat(terminal(driver).inputs()).contains(pressed(new Key.Control('u')));
            await().atMost(SOON).until(() -> !ends().isEmpty());
            assertThat(ends()).extracting(Observation.TurnEnded::outcome).containsExactly(TurnOutcome.INTERRUPTED);
        }
    }

    @Test
    void whatAPersonRecallsLongAfterAnInterruptionIsNotTakenOut() {
        try (Driver driver = started()) {
            say(driver, "mend it");
            works();
            program.givesNothingBack();
            assertThat(driver.interrupt()).isEqualTo(Interruption.PRESSED);
            await().atMost(SOON).until(() -> driver.look(text(driver, "else")) instanceof Look.Empty);
            clock.pass(Duration.ofHours(1));

            terminal(driver).typed(keys("mend it"));
            awaitTold(new Reading.Composer(Reading.ComposerState.DRAFT), Source.SCREEN);

            assertThat(driver.look(text(driver, "else"))).isEqualTo(new Look.Draft("mend it"));
            assertThat(terminal(driver).inputs()).doesNotContain(pressed(new Key.Control('u')));
        }
    }

    @Test
    void aPersonsDraftIsOneAlsoAfterADeliveryThatCameToNothing() {
        try (Driver driver = started()) {
            driver.place(text(driver, "placed and withdrawn"));
            awaitTold(new Reading.Composer(Reading.ComposerState.OURS), Source.SCREEN);
            terminal(driver).typed(List.of(new Key.Control('u')));

            terminal(driver).typed(keys("no"));

            awaitTold(new Reading.Composer(Reading.ComposerState.DRAFT), Source.SCREEN);
        }
    }

    private Request asked(Driver driver, boolean again) {
        show(driver, face -> program.asks(face, "touch", again));
        await().atMost(SOON)
                .until(() -> told(Observation.RequestOpened.class).findAny().isPresent());
        return request(told(Observation.RequestOpened.class).findFirst().orElseThrow());
    }

    private Request request(Observation.RequestOpened opened) {
        return new Request(
                session.tenant(),
                session.id(),
                new RequestId(session.id().value()),
                opened.key(),
                opened.kind(),
                opened.title(),
                opened.tool(),
                opened.detail(),
                opened.questions(),
                opened.channel(),
                opened.at(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aDialogIsARequestThatAKeyAnswers() {
        try (Driver driver = started()) {
            say(driver, "mend it");
            Request request = asked(driver, false);
            assertThat(request.title()).contains("The agent asks");

            assertThat(driver.answer(request, new Answer.Allow(Answer.Scope.ONCE)))
                    .isEqualTo(new Answered.Delivered());
            await().atMost(SOON)
                    .until(() -> told(Observation.RequestClosed.class).findAny().isPresent());
            assertThat(terminal(driver).inputs()).contains(pressed(new Key.Printable('1')));
        }
    }

    @Test
    void anEqualDialogThatFollowsAtOnceIsAnotherRequest() {
        try (Driver driver = started()) {
            say(driver, "mend it");
            Request request = asked(driver, true);

            assertThat(driver.answer(request, new Answer.Allow(Answer.Scope.ONCE)))
                    .isInstanceOf(Answered.TooLate.class);

            assertThat(told(Observation.RequestOpened.class).map(Observation.RequestOpened::key))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            assertThat(driver.answer(request, new Answer.Allow(Answer.Scope.ONCE)))
                    .as("the answer to the first one reaches no second one")
                    .isInstanceOf(Answered.TooLate.class);
            assertThat(terminal(driver).inputs()).containsOnlyOnce(pressed(new Key.Printable('1')));
        }
    }

    @Test
    void theEndOfTheProgramIsTold() {
        try (Driver driver = started()) {
            say(driver, "mend it");
            driver.stop(SOON);

            await().atMost(SOON)
                    .until(() -> told(Observation.Ended.class).findAny().isPresent());
            assertThat(driver.gone()).isTrue();
        }
    }
}
