package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Scope;
import dev.tagma.core.usage.PriceTable;
import dev.tagma.core.usage.Tokens;
import dev.tagma.engine.Fleet.Awaited;
import dev.tagma.engine.Fleet.Pursuit;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.usage.Spending;
import dev.tagma.spi.agent.Observation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent pursues by itself: it is the agent's own, and no budget is spent past its end for it. */
final class GoalTest {

    private static final Budget THOUSAND =
            new Budget(new Scope.OfSession(), Optional.empty(), Optional.of(1000L), Budget.WARN_AT);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void idle() throws Exception {
        world = new PuppetFleet(
                directory.resolve("state"), new Spending(new PriceTable("none", List.of()), List.of(THOUSAND), ""));
        session = world.create(Files.createDirectory(directory.resolve("work")));
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
        rests();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void rests() {
        world.agent.turn(TurnState.OVER);
        await().until(() -> world.view(session).status().is(Activity.IDLE));
    }

    private Goal pursue(String objective) {
        return world.fleet()
                .pursue(
                        PuppetFleet.ANNA,
                        session,
                        new Pursuit(Optional.of(objective), Optional.empty(), Optional.empty()));
    }

    private Optional<Goal.State> state() {
        return world.fleet().goal(TenantId.DEFAULT, session).map(Goal::state);
    }

    private void uses(String message, long tokens) {
        world.agent.shows(new Observation.Used(
                message, "some-model", Optional.empty(), new Tokens(tokens, 0, 0, 0, 0, 0), Instant.now()));
    }

    @Test
    void whatTheAgentPursuesIsItsOwnAndIsDropped() {
        assertThat(state()).isEmpty();

        assertThat(pursue("all green").objective()).isEqualTo("all green");

        assertThat(state()).contains(Goal.State.ACTIVE);
        assertThat(world.fleet().dropGoal(PuppetFleet.ANNA, session)).isTrue();
        assertThat(world.fleet().dropGoal(PuppetFleet.ANNA, session)).isFalse();
    }

    @Test
    void itIsPausedWhereABudgetIsUsedUpAndNotBegunAgain() {
        Goal _ = pursue("all green");
        uses("first", 900);
        uses("second", 200);

        await().untilAsserted(() -> assertThat(state()).contains(Goal.State.PAUSED));
        assertThatThrownBy(() -> pursue("more"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT))
                .hasMessageContaining("begins no further turn");
        assertThat(state()).contains(Goal.State.PAUSED);
    }

    @Test
    void whoWaitsForItWaitsPastTheRestBetweenTwoTurns() throws Exception {
        Goal _ = pursue("all green");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SessionView> over =
                    threads.submit(() -> world.fleet().await(TenantId.DEFAULT, session, new Awaited.GoalOver(), SOON));
            rests();
            assertThat(world.fleet()
                            .await(TenantId.DEFAULT, session, new Awaited.Settled(), SOON)
                            .status()
                            .is(Activity.IDLE))
                    .isTrue();
            assertThat(over.isDone()).isFalse();

            Goal _ = world.fleet()
                    .pursue(
                            PuppetFleet.ANNA,
                            session,
                            new Pursuit(Optional.empty(), Optional.empty(), Optional.of(false)));

            assertThat(over.get().status().is(Activity.IDLE)).isTrue();
        }
    }

    @Test
    void whoWaitsForItIsToldWhereItsTurnWasStopped() {
        Goal _ = pursue("all green");
        world.agent.shows(new Observation.TurnStarted("turn", "Goal: all green", false, Instant.now()));
        world.agent.shows(new Observation.TurnEnded(
                Optional.of("turn"), TurnOutcome.INTERRUPTED, Optional.empty(), Instant.now()));
        rests();

        world.fleet().await(TenantId.DEFAULT, session, new Awaited.GoalOver(), SOON);

        assertThat(state()).contains(Goal.State.ACTIVE);
    }

    @Test
    void aStoppedSessionHasNoneThatCouldBeSeen() {
        world.fleet().stop(PuppetFleet.ANNA, session);

        assertThatThrownBy(() -> pursue("all green"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT))
                .hasMessageContaining("tagma start otter");
    }

    @Test
    void anEmptyOneIsRefused() {
        assertThatThrownBy(() -> pursue(" "))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVALID));
    }
}
