package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Start;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole driver over a program that shows recorded screens; each driver is that of another daemon. */
class ClaudeDriverTest {

    private static final Prepared.Text FOUR_LINES = new Prepared.Text("one\ntwo\nthree\nfour", Optional.empty());

    private final Session session = StoreSamples.session(1);
    private final FileWatch watch = new FileWatch();
    private final RecordedProgram program = new RecordedProgram(RecordedProgram.screen("idle-fresh"));

    @TempDir
    private Path home;

    private ClaudeAdapter adapter;

    @BeforeEach
    void installed() {
        adapter = new ClaudeAdapter(
                new AgentId("claude-code"), List.of("claude"), Map.of("HOME", home.toString()), Map.of(), watch);
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

            assertThat(next.look(FOUR_LINES)).isEqualTo(new Look.Draft("[Pasted text #1]"));
        }
    }

    @Test
    void aPasteThatWasPlacedAndSeenIsOursAfterACrash() throws Exception {
        try (Driver first = driver()) {
            first.start(new Start.Fresh());
            first.mark();
            first.place(FOUR_LINES);
            show("draft-pasted");
            assertThat(first.look(FOUR_LINES)).isInstanceOf(Look.Ours.class);
        }

        try (Driver next = driver()) {
            next.adopt();

            assertThat(next.look(FOUR_LINES)).isInstanceOf(Look.Ours.class);
        }
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
                        session, home.resolve("private"), Map.of(), program.runtime(), Clock.systemUTC(), step -> {}),
                observation -> {});
    }
}
