package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Fleet.Removal;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session is removed once, whole, whatever else is asked of it meanwhile. */
final class RemovalTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void begin() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        session = world.create(Files.createDirectory(directory.resolve("work")));
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void nothingOfItStaysOpen() {
        world.agent.asks();
        world.agent.shows(new Observation.TurnStarted("turn", "a person's prompt", false, Instant.now()));
        await().until(() -> !world.view(session).openRequests().isEmpty()
                && world.view(session).lastTurn().isPresent());
        Message waiting = world.fleet()
                .send(
                        PuppetFleet.ANNA,
                        session,
                        new NewMessage(Optional.empty(), "later", DeliveryMode.QUEUE, Optional.empty()));

        remove();

        assertThat(world.fleet().openRequests(TenantId.DEFAULT, Optional.empty()))
                .isEmpty();
        assertThat(world.fleet().message(TenantId.DEFAULT, waiting.id()).state())
                .isEqualTo(MessageState.CANCELLED);
        assertThat(world.store.<Boolean>read(reads ->
                        reads.lastTurn(TenantId.DEFAULT, session).orElseThrow().open()))
                .isFalse();
        assertThat(world.agent.runs()).isFalse();
        assertThat(world.fleet().list(TenantId.DEFAULT)).isEmpty();
    }

    @Test
    void whoeverComesSecondIsToldThatItIsGone() {
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        world.agent.whenEnded(() -> {
            ending.countDown();
            waitFor(mayEnd);
        });
        CompletableFuture<Removal> first = CompletableFuture.supplyAsync(this::remove);
        waitFor(ending);
        CompletableFuture<Removal> second = CompletableFuture.supplyAsync(this::remove);
        world.agent.whenEnded(() -> {});
        mayEnd.countDown();

        assertThat(first.join().session().id()).isEqualTo(session);
        assertThatThrownBy(second::join)
                .hasCauseInstanceOf(Problem.class)
                .extracting(failed -> ((Problem) failed.getCause()).code())
                .isIn(ProblemCode.NOT_FOUND, ProblemCode.UNAVAILABLE);
    }

    @Test
    void aStartThatComesWhileItIsRemovedBringsNothingBack() {
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        world.agent.whenDiscarded(() -> {
            ending.countDown();
            waitFor(mayEnd);
        });
        CompletableFuture<Removal> removal = CompletableFuture.supplyAsync(this::remove);
        waitFor(ending);

        world.fleet().start(PuppetFleet.ANNA, session);
        mayEnd.countDown();

        removal.join();
        assertThat(world.agent.runs()).isFalse();
        assertThat(world.fleet().list(TenantId.DEFAULT)).isEmpty();
        world.restartDaemon();
        assertThat(world.fleet().list(TenantId.DEFAULT)).isEmpty();
    }

    private Removal remove() {
        return world.fleet().remove(PuppetFleet.ANNA, session, Workspaces.Permit.CLEAN_ONLY, false);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
