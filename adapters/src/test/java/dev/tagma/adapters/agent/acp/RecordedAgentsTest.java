package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Interruption;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.corpus.CorpusFolder;
import dev.tagma.testkit.fake.FakeProcesses;
import dev.tagma.testkit.fake.FakeTerminals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The driver with what real agents said: a turn, a permission, a turn that is cancelled and one that fails. */
class RecordedAgentsTest {

    @TempDir
    private Path directory;

    /** What agents told of tokens; those that are not here told nothing that is of use. */
    private static final Map<String, List<String>> USED = Map.of(
            "gemini-cli", List.of("gemini-2.5-pro 12385+2", "gemini-2.5-pro 24947+54"),
            "opencode", List.of("unknown 7682+2", "unknown 7785+11"),
            "qwen-code", List.of("unknown 20905+2", "unknown 20939+20"));

    private record Recording(String name, List<String> lines) {}

    @TestFactory
    Stream<DynamicTest> isDrivenAsItWasRecorded() {
        return CorpusFolder.read("/corpus/acp", ".jsonl", RecordedAgentsTest::read).stream()
                .map(recording -> dynamicTest(recording.name(), () -> play(recording)));
    }

    private static Recording read(Path file) {
        try {
            return new Recording(
                    file.getFileName().toString().replace(".jsonl", ""),
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void play(Recording recording) throws IOException {
        List<Observation> seen = new CopyOnWriteArrayList<>();
        Path own = Files.createDirectory(directory.resolve(recording.name()));
        RecordedAgent agent = new RecordedAgent(recording.lines());
        boolean logsIn = recording.lines().stream().anyMatch(line -> line.contains("\"method\": \"authenticate\""));
        try (AcpAdapter adapter = new AcpAdapter(
                new AgentId("recorded"),
                new AcpAdapter.Settings(
                        List.of("/bin/sh"),
                        Map.of(),
                        logsIn ? Optional.of("openai-api-key") : Optional.empty(),
                        Map.of()),
                Map.of("PATH", System.getenv("PATH")),
                new FakeProcesses(spec -> Optional.of(agent)).open(name -> {}),
                Duration.ofMinutes(1))) {
            Driver driver = adapter.drive(
                    new DriveContext(
                            session(own),
                            own,
                            Map.of(),
                            new FakeTerminals(spec -> Optional.empty()).open(),
                            Clock.systemUTC(),
                            name -> {}),
                    seen::add);
            driver.start(new Start.Fresh());
            await(() -> seen.stream().anyMatch(Observation.Ready.class::isInstance));

            say(driver, "SAY via acp");
            await(() -> outcomes(seen).size() == 1);
            say(driver, "BASH touch acp1");
            boolean asks = recording.lines().stream().anyMatch(line -> line.contains("session/request_permission"));
            if (asks) {
                await(() -> seen.stream().anyMatch(Observation.RequestOpened.class::isInstance));
                assertThat(driver.answer(request(seen), new Answer.Allow(Answer.Scope.ONCE)))
                        .isEqualTo(new Driver.Answered.Delivered());
            }
            await(() -> outcomes(seen).size() == 2);
            say(driver, "SLOW 20");
            assertThat(driver.interrupt()).isEqualTo(Interruption.PRESSED);
            await(() -> outcomes(seen).size() == 3);
            say(driver, "FAIL 400");
            await(() -> outcomes(seen).size() == 4);

            assertThat(outcomes(seen))
                    .containsExactly(
                            TurnOutcome.COMPLETED, TurnOutcome.COMPLETED, TurnOutcome.INTERRUPTED, TurnOutcome.FAILED);
            assertThat(last(seen, Reading.Turn.class)).isEqualTo(new Reading.Turn(Reading.TurnState.OVER));
            assertThat(last(seen, Reading.Waiting.class)).isEqualTo(new Reading.Waiting(Reading.WaitingFor.NOTHING));
            assertThat(((Reading.Condition) last(seen, Reading.Condition.class)).detail())
                    .contains("fake failure 400");
            List<String> said = driver
                    .transcript(new TranscriptQuery(Optional.empty(), Optional.empty(), 200, Optional.empty()))
                    .entries()
                    .stream()
                    .map(entry -> entry.role() + ": " + entry.text().strip())
                    .toList();
            assertThat(said)
                    .startsWith("user: SAY via acp")
                    .contains("user: BASH touch acp1", "user: SLOW 20", "system: interrupted", "user: FAIL 400");
            if (asks) {
                assertThat(said)
                        .filteredOn(entry -> entry.startsWith("tool: "))
                        .first()
                        .asString()
                        .contains("touch /home/user/");
            }
            assertThat(said.get(1)).startsWith("assistant: ").endsWith("via acp");
            assertThat(used(seen))
                    .isEqualTo(USED.entrySet().stream()
                            .filter(one -> recording.name().startsWith(one.getKey()))
                            .findFirst()
                            .map(Map.Entry::getValue)
                            .orElse(List.of()));
            driver.close();
        }
    }

    /** In the first two turns, which are the only ones in which a model answered in full. */
    private static List<String> used(List<Observation> seen) {
        return seen.stream()
                .filter(Observation.Used.class::isInstance)
                .map(Observation.Used.class::cast)
                .map(used -> used.model() + " " + used.tokens().input() + "+"
                        + used.tokens().output())
                .distinct()
                .limit(2)
                .toList();
    }

    private static void say(Driver driver, String text) {
        Prepared.Text message = (Prepared.Text) driver.prepare(text);
        driver.place(message);
        driver.submit();
    }

    private static List<TurnOutcome> outcomes(List<Observation> seen) {
        return seen.stream()
                .filter(Observation.TurnEnded.class::isInstance)
                .map(over -> ((Observation.TurnEnded) over).outcome())
                .toList();
    }

    private static Reading last(List<Observation> seen, Class<? extends Reading> kind) {
        return seen.stream()
                .filter(Observation.Seen.class::isInstance)
                .map(one -> ((Observation.Seen) one).fact())
                .map(Fact::reading)
                .filter(kind::isInstance)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private static Request request(List<Observation> seen) {
        Observation.RequestOpened asked = seen.stream()
                .filter(Observation.RequestOpened.class::isInstance)
                .map(Observation.RequestOpened.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(asked.title()).contains("touch");
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

    private static Session session(Path workspace) {
        return StoreSamples.session(1)
                .withWorkspace(new Workspace(
                        Workspace.Kind.DIRECTORY,
                        workspace.toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }

    private static void await(java.util.concurrent.Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(holds);
    }
}
