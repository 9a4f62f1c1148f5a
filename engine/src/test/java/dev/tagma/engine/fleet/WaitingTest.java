package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.Fleet.Awaited;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.spi.agent.Driver.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session at rest has come to its end where no message moves any more. */
class WaitingTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void idle() throws IOException {
        world = new PuppetFleet(directory.resolve("state"));
        session = world.create(Files.createDirectory(directory.resolve("work")));
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
        world.agent.turn(TurnState.OVER);
        await().until(() -> world.view(session).status().is(Activity.IDLE));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aMessageThatADraftHoldsBackDoesNotMove() {
        world.agent.nextLook(new Look.Draft("half a sentence"));
        world.agent.nextLook(new Look.Draft("half a sentence"));
        world.agent.nextLook(new Look.Draft("half a sentence"));
        world.agent.nextLook(new Look.Draft("half a sentence"));
        send();

        settled(Duration.ofSeconds(20));

        assertThat(held()).contains("draft");
    }

    @Test
    void whatTheScreenShowsForAMomentHoldsNothing() {
        world.agent.nextLook(new Look.Draft("half of what was drawn"));
        send();

        // Nothing can be made of the next look, which is no reason to stop waiting.
        assertThatThrownBy(() -> settled(Duration.ofSeconds(4)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TIMED_OUT));
        assertThat(held()).contains("screen: the puppet shows nothing");
    }

    @Test
    void aMessageIsOverWhenItsAgentRestsAgain() throws Exception {
        world.agent.turn(TurnState.RUNNING);
        await().until(() -> world.view(session).status().is(Activity.WORKING));
        MessageId cancelled = send().id();
        world.fleet().cancel(PuppetFleet.ANNA, cancelled);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SessionView> over = threads.submit(() -> world.fleet()
                    .await(TenantId.DEFAULT, session, new Awaited.MessageOver(cancelled), Duration.ofSeconds(20)));
            world.agent.turn(TurnState.OVER);

            assertThat(over.get().status().is(Activity.IDLE)).isTrue();
        }
    }

    private Message send() {
        return world.fleet()
                .send(
                        PuppetFleet.ANNA,
                        session,
                        new NewMessage(Optional.empty(), "hello", DeliveryMode.QUEUE, Optional.empty()));
    }

    private void settled(Duration atMost) {
        world.fleet().await(TenantId.DEFAULT, session, new Awaited.Settled(), atMost);
    }

    private Optional<String> held() {
        return world.fleet()
                .messages(TenantId.DEFAULT, session, 0, 10)
                .getFirst()
                .held();
    }
}
