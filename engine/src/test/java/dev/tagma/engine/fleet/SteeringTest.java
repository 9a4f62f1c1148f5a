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
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
}
