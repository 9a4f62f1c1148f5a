package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.Problem;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for a while costs nothing but that while. */
final class FailingStoreTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;

    @BeforeEach
    void open() {
        world = new PuppetFleet(directory.resolve("state"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aStartThatMetItGoesOnAfterwards() throws Exception {
        world.agent.whenStarted(() -> world.store.full(true));
        SessionId session = create();
        await().until(() -> world.agent.runs());

        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.STARTING);
        world.agent.whenStarted(() -> {});
        world.store.full(false);

        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
        world.fleet().stop(PuppetFleet.ANNA, session);
        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.STOPPED);
    }

    @Test
    void aStepOfASessionsLifeIsRefusedAndCanBeTakenAgain() throws Exception {
        SessionId session = live();
        world.store.full(true);

        assertThatThrownBy(() -> world.fleet().stop(PuppetFleet.ANNA, session)).isInstanceOf(StoreException.class);
        world.store.full(false);

        world.fleet().stop(PuppetFleet.ANNA, session);
        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.STOPPED);
    }

    @Test
    void nobodyClaimsToKnowWhatAnAgentDoesMeanwhile() throws Exception {
        SessionId session = live();
        world.agent.turn(TurnState.OVER);
        await().until(() -> world.view(session).status().is(Activity.IDLE));
        world.store.full(true);
        world.agent.turn(TurnState.RUNNING);

        await().until(() -> world.view(session).status().is(Activity.UNKNOWN));
        assertThat(world.view(session).status().reason()).contains("cannot be recorded", "the disk is full");
        world.agent.turn(TurnState.OVER);
        world.store.full(false);

        await().until(() -> world.view(session).status().is(Activity.IDLE));
    }

    @Test
    void whatChangesNothingThatIsToldHidesNothing() throws Exception {
        SessionId session = live();
        world.agent.turn(TurnState.OVER);
        await().until(() -> world.view(session).status().is(Activity.IDLE));
        world.store.full(true);

        waitsForNothing();
        world.agent.turn(TurnState.RUNNING);

        await().until(() -> world.view(session).status().is(Activity.UNKNOWN));
        world.store.full(false);
        await().until(() -> world.view(session).status().is(Activity.WORKING));
    }

    @Test
    void anAnswerThatADaemonDiedOverAfterItWasGivenIsWhatEndedTheRequest() throws Exception {
        SessionId session = live();
        RequestId request = asks(session);
        world.agent.nextAnswer(() -> {
            world.store.full(true);
            return new Answered.Delivered();
        });
        assertThatThrownBy(() -> allow(request)).isInstanceOf(StoreException.class);
        world.store.full(false);
        world.agent.nextAnswer(() -> new Answered.TooLate("it does not ask any more"));

        world.agent.asks();
        await().until(() -> !world.fleet().request(TenantId.DEFAULT, request).open());

        assertThat(world.fleet()
                        .request(TenantId.DEFAULT, request)
                        .closed()
                        .orElseThrow()
                        .how())
                .isEqualTo(Request.How.ANSWERED);
    }

    @Test
    void whoeverAnswersAgainWhatADaemonDiedOverTakesNoAnswerFromIt() throws Exception {
        SessionId session = live();
        RequestId request = asks(session);
        world.agent.nextAnswer(() -> {
            world.store.full(true);
            return new Answered.Delivered();
        });
        assertThatThrownBy(() -> allow(request)).isInstanceOf(StoreException.class);
        world.store.full(false);
        world.agent.nextAnswer(() -> new Answered.TooLate("it does not ask any more"));

        assertThatThrownBy(() -> allow(request)).isInstanceOf(Problem.class).hasMessageContaining("is over");

        assertThat(world.fleet()
                        .request(TenantId.DEFAULT, request)
                        .closed()
                        .orElseThrow()
                        .how())
                .isEqualTo(Request.How.ANSWERED);
    }

    @Test
    void anAnswerThatCouldNotBeHandedOverCanBeGivenAgain() throws Exception {
        SessionId session = live();
        RequestId request = asks(session);
        world.agent.nextAnswer(() -> {
            throw new TerminalException("tmux does not answer", true);
        });
        world.agent.nextAnswer(() -> {
            world.store.full(true);
            throw new UncheckedIOException(new IOException("No space left on device"));
        });

        assertThatThrownBy(() -> allow(request))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("tmux does not answer");
        assertThatThrownBy(() -> allow(request)).hasMessageContaining("full");
        world.store.full(false);

        assertThat(allow(request).open()).isFalse();
    }

    @Test
    void anAnswerThatADaemonDiedOverAndTheAgentRefusesLeavesTheRequestOpen() throws Exception {
        SessionId session = live();
        RequestId request = asks(session);
        world.agent.nextAnswer(() -> {
            world.store.full(true);
            throw new TerminalException("tmux does not answer", true);
        });
        assertThatThrownBy(() -> allow(request)).isInstanceOf(StoreException.class);
        world.store.full(false);
        world.agent.nextAnswer(() -> new Answered.Refused("the dialog shows something else"));

        world.agent.asks();
        await().until(() ->
                world.fleet().request(TenantId.DEFAULT, request).decided().isEmpty());

        assertThat(allow(request).open()).isFalse();
    }

    private SessionId create() throws IOException {
        return world.create(Files.createDirectory(directory.resolve("work")));
    }

    private SessionId live() throws IOException {
        SessionId session = create();
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
        return session;
    }

    private void waitsForNothing() {
        Instant now = Instant.now();
        world.agent.shows(new Observation.Seen(new Fact(
                Source.HOOK,
                new Reading.Waiting(Reading.WaitingFor.NOTHING),
                now,
                now,
                Reach.EDGE,
                Optional.empty(),
                "the puppet says so")));
    }

    private RequestId asks(SessionId session) {
        world.agent.asks();
        await().until(() -> !world.view(session).openRequests().isEmpty());
        return world.view(session).openRequests().getFirst().id();
    }

    private Request allow(RequestId request) {
        return world.fleet().answer(PuppetFleet.ANNA, request, new Answer.Allow(Answer.Scope.ONCE));
    }
}
