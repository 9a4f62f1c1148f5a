package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.conversation.History;
import dev.tagma.adapters.face.Carriers;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class TakenBackTest {

    private static final Instant PROMPTED = Instant.parse("2026-11-29T09:05:58Z");
    private static final String PROMPT = """
            {"type":"user","promptSource":"typed","promptId":"p1","timestamp":"2026-11-29T09:05:58Z",\
            "message":{"role":"user","content":"HANG"}}
            """;
    private static final String ANSWER = """
            {"type":"assistant","timestamp":"2026-11-29T09:05:59Z",\
            "message":{"role":"assistant","content":[{"type":"text","text":"a word"}]}}
            """;

    private final List<Observation> observed = new CopyOnWriteArrayList<>();
    private final FileWatch watch = new FileWatch();

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aPromptThatStandsInTheComposerAgainWasInterrupted() throws IOException {
        FakeTerminal terminal = looking(PROMPT, RecordedProgram.drafted("HANG"), false, PROMPTED.plusSeconds(1));

        assertThat(ends())
                .containsExactly(new Observation.TurnEnded(
                        Optional.of("p1"), TurnOutcome.INTERRUPTED, Optional.empty(), PROMPTED.plusSeconds(1)));
        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    @Test
    void thePromptOfATurnThatTagmaStoppedIsTakenOutOfTheComposer() throws IOException {
        FakeTerminal terminal = looking(PROMPT, RecordedProgram.drafted("HANG"), true, PROMPTED.plusSeconds(1));

        assertThat(ends()).hasSize(1);
        assertThat(RecordedProgram.keys(terminal)).containsExactly(new Key.Control('u'));
    }

    @Test
    void anotherDraftSaysNothingOfTheTurn() throws IOException {
        FakeTerminal terminal = looking(PROMPT, RecordedProgram.drafted("HANG on"), true, PROMPTED.plusSeconds(1));

        assertThat(ends()).isEmpty();
        assertThat(RecordedProgram.keys(terminal)).isEmpty();
    }

    @Test
    void aPromptThatHasBeenAnsweredWasNotTakenBack() throws IOException {
        looking(PROMPT + ANSWER, RecordedProgram.drafted("HANG"), true, PROMPTED.plusSeconds(2));

        assertThat(ends()).isEmpty();
    }

    @Test
    void anAgentThatWasIdleBeforeThePromptHasNotStoppedYet() throws IOException {
        looking(PROMPT, RecordedProgram.drafted("HANG"), true, PROMPTED.minusSeconds(1));

        assertThat(ends()).isEmpty();
    }

    private List<Observation> ends() {
        return observed.stream().filter(Observation.TurnEnded.class::isInstance).toList();
    }

    private FakeTerminal looking(String transcript, Screen screen, boolean stoppedByTagma, Instant quietSince)
            throws IOException {
        Session session = StoreSamples.session(1).withAgentSessionId(new AgentSessionId("c1"));
        Path file = home.resolve(".claude/projects/any/c1.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, transcript);
        RecordedProgram program = new RecordedProgram(screen);
        Pane pane = new Pane(program.runtime(), session);
        FakeTerminal terminal = program.start(pane.handle().name(), home);
        try (Following following = new Following(
                session,
                new History(home.resolve("conversations")),
                new ClaudePaths(Map.of("HOME", home.toString())),
                watch,
                new TranscriptParser(JsonMapper.builder().build()),
                new Conversation(observed::add, () -> {}, Clock.systemUTC()),
                new Carriers(observed::add),
                new Pulse())) {
            following.replay();
            TakenBack takenBack = new TakenBack(
                    pane, new ClaudeScreen(), following, Clock.fixed(PROMPTED.plusSeconds(1), ZoneOffset.UTC));
            if (stoppedByTagma) {
                takenBack.stopping();
            }
            takenBack.look(quietSince);
        }
        return terminal;
    }
}
