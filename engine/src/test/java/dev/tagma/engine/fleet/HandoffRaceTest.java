package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Fleet.Handed;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever else is asked of a session while it is handed over: its workspace has one owner, and one agent works in it. */
final class HandoffRaceTest {

    @TempDir
    private Path directory;

    private final CountDownLatch handing = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void begin() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        Path place = Files.createDirectory(directory.resolve("work"));
        world.workspaces.addRepository(place, Map.of("a.txt", "1"));
        session = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .handle(Optional.of("otter"))
                                .at(place)
                                .workspace(WorkspacePlan.Kind.WORKTREE)
                                .started()
                                .session())
                .session()
                .id();
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
        // The fake keeps no files; whether a workspace is there is looked at on disk.
        Files.createDirectories(Path.of(workspace(session).path()));
    }

    @AfterEach
    void end() {
        goesOn.countDown();
        world.close();
    }

    private Session stored(SessionId id) {
        return world.store.read(reads -> reads.session(TenantId.DEFAULT, id)).orElseThrow();
    }

    private Workspace workspace(SessionId id) {
        return stored(id).workspace();
    }

    private Handed handOff() {
        return world.fleet()
                .handOff(
                        PuppetFleet.ANNA,
                        session,
                        new Handoff(
                                Optional.of("k"),
                                Optional.empty(),
                                Optional.of(Undriven.OTHER.value()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true));
    }

    /** A handoff that has ended the agent and has not committed, until {@link #goesOn}. */
    private CompletableFuture<Handed> halfHandedOver() {
        world.agent.whenRead(() -> {
            handing.countDown();
            waitFor(goesOn);
        });
        CompletableFuture<Handed> handed = CompletableFuture.supplyAsync(this::handOff);
        waitFor(handing);
        world.agent.whenRead(() -> {});
        return handed;
    }

    /** Calls on a thread of its own; returns when that waits for the handoff to be over. */
    private static <T> CompletableFuture<T> queued(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                result.complete(call.get());
            } catch (RuntimeException failed) {
                result.completeExceptionally(failed);
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING || result.isDone());
        return result;
    }

    private static void refused(CompletableFuture<?> call) {
        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .extracting(failed -> ((Problem) failed.getCause()).code())
                .isEqualTo(ProblemCode.CONFLICT);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRemovalThatIsOvertakenLeavesTheWorkspaceToTheHeir() {
        CompletableFuture<Handed> handed = halfHandedOver();
        CompletableFuture<?> removal =
                queued(() -> world.fleet().remove(PuppetFleet.ANNA, session, Workspaces.Permit.ALL, false));
        goesOn.countDown();

        refused(removal);

        Workspace workspace = workspace(handed.join().to().session().id());
        assertThat(workspace.owned()).isTrue();
        assertThat(world.workspaces.read(Path.of(workspace.path()), "a.txt")).contains("1");
    }

    @Test
    void aStartThatIsOvertakenStartsNothing() {
        world.fleet().stop(PuppetFleet.ANNA, session);
        AtomicInteger starts = new AtomicInteger();
        world.agent.whenStarted(starts::incrementAndGet);
        CompletableFuture<Handed> handed = halfHandedOver();
        world.fleet().start(PuppetFleet.ANNA, session);
        goesOn.countDown();

        SessionId heir = handed.join().to().session().id();

        await().until(() -> world.lifecycle(heir) == Lifecycle.LIVE);
        await().until(() -> world.lifecycle(session) == Lifecycle.STOPPED);
        assertThat(starts).hasValue(0);
        world.restartDaemon();
        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.STOPPED);
    }

    @Test
    void aRestartThatIsOvertakenStartsNothing() {
        AtomicInteger starts = new AtomicInteger();
        world.agent.whenStarted(starts::incrementAndGet);
        CompletableFuture<Handed> handed = halfHandedOver();
        CompletableFuture<?> restart = queued(() -> world.fleet().restart(PuppetFleet.ANNA, session));
        goesOn.countDown();

        refused(restart);

        SessionId heir = handed.join().to().session().id();
        await().until(() -> world.lifecycle(heir) == Lifecycle.LIVE);
        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.STOPPED);
        assertThat(starts).hasValue(0);
    }

    @Test
    void aRewindThatIsOvertakenTouchesNoFile() {
        world.agent.shows(new Observation.TurnStarted("turn", "Mend it", false, Instant.now()));
        await().until(() -> world.view(session).lastTurn().isPresent());
        world.agent.shows(
                new Observation.TurnEnded(Optional.of("turn"), TurnOutcome.COMPLETED, Optional.empty(), Instant.now()));
        await().until(() ->
                world.view(session).lastTurn().filter(turn -> !turn.open()).isPresent());
        world.workspaces.write(workspace(session), "a.txt", "2");
        CompletableFuture<Handed> handed = halfHandedOver();
        CompletableFuture<?> rewind = queued(() -> world.fleet().rewind(PuppetFleet.ANNA, session, 1));
        goesOn.countDown();

        refused(rewind);

        Workspace workspace = workspace(handed.join().to().session().id());
        assertThat(world.workspaces.read(Path.of(workspace.path()), "a.txt")).contains("2");
    }

    @Test
    void theSameKeyTwiceAtOnceIsOneHandoff() {
        CompletableFuture<Handed> first = halfHandedOver();
        CompletableFuture<Handed> second = queued(this::handOff);
        goesOn.countDown();

        assertThat(second.join().to().session().id())
                .isEqualTo(first.join().to().session().id());
        assertThat(second.join().carried()).isEqualTo(first.join().carried());
    }
}
