package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Course;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.runtime.TerminalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another mode or model for a session whose agent runs, and for one that does not. */
final class SteeringTest {

    @TempDir
    private Path directory;

    private PuppetFleet fleet;
    private SessionId otter;

    @BeforeEach
    void begin() {
        fleet = new PuppetFleet(directory);
        otter = fleet.create(directory.resolve("repository"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> fleet.lifecycle(otter) == Lifecycle.LIVE);
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    private static Course mode(PermissionMode mode) {
        return new Course(Optional.of(mode), Optional.empty());
    }

    private Session.Launch launch() {
        return fleet.view(otter).session().launch();
    }

    @Test
    void anAgentThatRunsIsToldAndTheNextStartHasItToo() {
        fleet.fleet()
                .change(PuppetFleet.ANNA, otter, new Course(Optional.of(PermissionMode.PLAN), Optional.of("opus")));

        assertThat(fleet.agent.told()).containsExactly("mode PLAN", "model opus");
        assertThat(launch().mode()).isEqualTo(PermissionMode.PLAN);
        assertThat(launch().model()).contains("opus");

        fleet.restartDaemon();
        assertThat(launch().mode()).isEqualTo(PermissionMode.PLAN);
    }

    @Test
    void whatTheAgentDoesNotTakeTheSessionIsNotSaidToHave() {
        PermissionMode before = launch().mode();
        fleet.agent.refuses("not today");

        assertThatThrownBy(() -> fleet.fleet().change(PuppetFleet.ANNA, otter, mode(PermissionMode.PLAN)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT))
                .hasMessageContaining("does not take mode 'plan': not today");

        assertThat(launch().mode()).isEqualTo(before);
    }

    @Test
    void oneThatDoesNotRunTakesItWithItsNextStart() {
        fleet.fleet().stop(PuppetFleet.ANNA, otter);

        fleet.fleet().change(PuppetFleet.ANNA, otter, mode(PermissionMode.PLAN));

        assertThat(fleet.agent.told()).isEmpty();
        assertThat(launch().mode()).isEqualTo(PermissionMode.PLAN);
    }

    @Test
    void aSessionGivesItselfNoModeInWhichItMayDoMore() {
        fleet.fleet().change(PuppetFleet.ANNA, otter, mode(PermissionMode.PLAN));
        Caller itself = new Caller(TenantId.DEFAULT, "session:otter", Optional.of(otter));

        assertThatThrownBy(() -> fleet.fleet().change(itself, otter, mode(PermissionMode.ASK)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FORBIDDEN));

        assertThat(launch().mode()).isEqualTo(PermissionMode.PLAN);
        assertThat(fleet.agent.told()).containsExactly("mode PLAN");
    }

    private static void assertRefused(ThrowingCallable change, ProblemCode code) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static Course model(String model) {
        return new Course(Optional.empty(), Optional.of(model));
    }

    private void change(Course course) {
        fleet.fleet().change(PuppetFleet.ANNA, otter, course);
    }

    @Test
    void whatNoSessionMayBeStartedWithIsRefusedWhetherItRunsOrNot() {
        fleet.agent.objects(launch -> launch.model().filter(model -> model.startsWith("-")).stream()
                .map(model -> new Objection(Objection.Ground.TAKEN, "'" + model + "' is no model"))
                .toList());

        assertRefused(() -> change(model("--yolo")), ProblemCode.INVALID);
        assertThat(fleet.agent.told()).isEmpty();

        fleet.fleet().stop(PuppetFleet.ANNA, otter);
        assertRefused(() -> change(model("--yolo")), ProblemCode.INVALID);
        assertThat(launch().model()).isEmpty();
    }

    /** A daemon that dies in between leaves no agent that may do more than is said of it. */
    @Test
    void thatAnAgentMayDoMoreIsRecordedBeforeItHearsOfItAndThatItMayDoLessAfterwards() {
        List<PermissionMode> recorded = new CopyOnWriteArrayList<>();
        fleet.agent.whenTold(() -> recorded.add(launch().mode()));

        change(mode(PermissionMode.PLAN));
        change(mode(PermissionMode.EDITS));

        assertThat(recorded).containsExactly(PermissionMode.EDITS, PermissionMode.EDITS);
        assertThat(launch().mode()).isEqualTo(PermissionMode.EDITS);
    }

    @Test
    void whereNobodyKnowsWhatTheAgentTookItCountsAsTheOneThatMayDoMore() {
        change(mode(PermissionMode.PLAN));
        fleet.agent.whenTold(() -> {
            throw new TerminalException("It has not answered", true);
        });

        assertRefused(() -> change(mode(PermissionMode.EDITS)), ProblemCode.UNAVAILABLE);
        assertThat(launch().mode()).isEqualTo(PermissionMode.EDITS);

        assertRefused(() -> change(mode(PermissionMode.PLAN)), ProblemCode.UNAVAILABLE);
        assertThat(launch().mode()).isEqualTo(PermissionMode.EDITS);
    }

    @Test
    void aModeInWhichItMayDoMoreThatTheAgentRefusesIsTakenBack() {
        change(mode(PermissionMode.PLAN));
        fleet.agent.refuses("not today");

        assertRefused(() -> change(mode(PermissionMode.EDITS)), ProblemCode.CONFLICT);

        assertThat(launch().mode()).isEqualTo(PermissionMode.PLAN);
    }

    private SessionId heron(Caller caller) {
        return fleet.fleet()
                .create(
                        caller,
                        new Wanted()
                                .handle(Optional.of("heron"))
                                .at(directory.resolve("repository"))
                                .session())
                .session()
                .id();
    }

    private static Caller actingAs(SessionId id) {
        return new Caller(TenantId.DEFAULT, "session", Optional.of(id));
    }

    @Test
    void aSessionChangesNeitherItselfNorThoseItDescendsFrom() {
        SessionId child = heron(actingAs(otter));

        assertRefused(
                () -> fleet.fleet().change(actingAs(child), otter, mode(PermissionMode.PLAN)), ProblemCode.FORBIDDEN);
        assertRefused(() -> fleet.fleet().change(actingAs(child), otter, model("small")), ProblemCode.FORBIDDEN);
        assertRefused(
                () -> fleet.fleet().change(actingAs(otter), otter, mode(PermissionMode.PLAN)), ProblemCode.FORBIDDEN);

        assertThat(launch().mode()).isEqualTo(PermissionMode.EDITS);
        assertThat(fleet.agent.told()).isEmpty();
    }

    @Test
    void aSessionLetsNoOtherOneDoMoreThanItMayAlready() {
        SessionId heron = heron(PuppetFleet.ANNA);
        fleet.fleet().change(actingAs(otter), heron, mode(PermissionMode.PLAN));

        assertRefused(
                () -> fleet.fleet().change(actingAs(otter), heron, mode(PermissionMode.EDITS)), ProblemCode.FORBIDDEN);

        assertThat(fleet.view(heron).session().launch().mode()).isEqualTo(PermissionMode.PLAN);
        fleet.fleet().change(PuppetFleet.ANNA, heron, mode(PermissionMode.EDITS));
    }

    @Test
    void whatWaitsBehindAHandoffChangesNothingOfWhatWasHandedOver() {
        CountDownLatch asked = new CountDownLatch(1);
        List<Throwable> refused = new CopyOnWriteArrayList<>();
        Thread late = Thread.ofVirtual().unstarted(() -> {
            try {
                change(model("small"));
            } catch (Problem problem) {
                refused.add(problem);
            }
        });
        fleet.agent.whenEnded(() -> {
            fleet.agent.objects(launch -> {
                asked.countDown();
                return List.of();
            });
            late.start();
            try {
                asked.await();
            } catch (InterruptedException ends) {
                Thread.currentThread().interrupt();
            }
        });

        fleet.fleet()
                .handOff(
                        PuppetFleet.ANNA,
                        otter,
                        new Handoff(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Undriven.OTHER.value()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("Finish it."),
                                true));

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !late.isAlive());
        assertThat(refused).hasSize(1);
        assertThat(launch().model()).isEmpty();
    }
}
