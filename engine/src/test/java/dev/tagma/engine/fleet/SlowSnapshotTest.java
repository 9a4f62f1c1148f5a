package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.engine.Problem;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.runtime.Liveness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot takes long on a large workspace; what the agent does meanwhile is told all the same. */
final class SlowSnapshotTest {

    @TempDir
    private Path directory;

    private final CountDownLatch enough = new CountDownLatch(1);
    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void begin() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        session = world.create(Files.createDirectory(directory.resolve("work")));
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
        world.workspaces.beforeSnapshots(this::takeLong);
        world.agent.shows(new Observation.TurnStarted("turn", "a person's prompt", false, Instant.now()));
    }

    @AfterEach
    void end() {
        enough.countDown();
        world.close();
    }

    @Test
    void aRequestOfATurnThatAPersonBeganIsOpen() {
        world.agent.asks();

        await().until(() -> !world.view(session).openRequests().isEmpty());
        assertThat(world.view(session).lastTurn()).isEmpty();
        enough.countDown();
        await().until(() -> world.view(session).lastTurn().isPresent());
        assertThat(world.view(session).lastTurn().flatMap(Turn::treeBefore)).isPresent();
    }

    @Test
    void aTurnThatEndsBeforeItsSnapshotIsOnRecordWhole() {
        world.agent.shows(new Observation.TurnEnded(
                Optional.of("turn"), TurnOutcome.COMPLETED, Optional.of("done"), Instant.now()));
        world.agent.asks();
        await().until(() -> !world.view(session).openRequests().isEmpty());

        enough.countDown();

        await().until(() ->
                world.view(session).lastTurn().filter(turn -> !turn.open()).isPresent());
        Turn turn = world.view(session).lastTurn().orElseThrow();
        assertThat(turn.prompt()).isEqualTo("a person's prompt");
        assertThat(turn.treeBefore()).isPresent();
        assertThat(turn.treeAfter()).isPresent();
        assertThat(turn.outcome()).contains(TurnOutcome.COMPLETED);
    }

    @Test
    void theEndOfTheAgentIsToldBeforeTheLastTurnIsSaved() {
        world.agent.ends();
        world.agent.shows(new Observation.Ended(new Liveness.Dead(OptionalInt.of(137))));

        await().until(() -> world.lifecycle(session) == Lifecycle.STOPPED);
        assertThat(world.view(session).lastTurn()).isEmpty();
        enough.countDown();
        await().until(() ->
                world.view(session).lastTurn().filter(turn -> !turn.open()).isPresent());
    }

    @Test
    void aTurnThatIsNotThereIsRefusedWithTheLastThatIs() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> world.fleet().diff(TenantId.DEFAULT, session, Optional.of(7)))
                .withMessageEndingWith("has no turn 7; it has had none");
        enough.countDown();
        await().until(() -> world.view(session).lastTurn().isPresent());
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> world.fleet().diff(TenantId.DEFAULT, session, Optional.of(7)))
                .withMessageEndingWith("has no turn 7; its last is 1");
    }

    private void takeLong() {
        try {
            enough.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
