package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that cannot be reached may run: nothing is done to it, said of it or removed under it as if it did not. */
final class LostAgentTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void lose() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        session = world.create(Files.createDirectory(directory.resolve("work")));
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
        world.agent.silence(Optional.of("tmux does not answer"));
        world.restartDaemon();
        await().until(() -> world.lifecycle(session) == Lifecycle.LOST);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void isNotCalledStopped() {
        refuses(() -> world.fleet().stop(PuppetFleet.ANNA, session));

        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.LOST);
        assertThat(world.agent.runs()).isTrue();
    }

    @Test
    void isNotStartedASecondTime() {
        refuses(() -> world.fleet().start(PuppetFleet.ANNA, session));
        refuses(() -> world.fleet().restart(PuppetFleet.ANNA, session));

        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.LOST);
    }

    @Test
    void keepsItsSession() {
        refuses(() -> world.fleet().remove(PuppetFleet.ANNA, session, Workspaces.Permit.CLEAN_ONLY, false));

        assertThat(world.fleet().list(TenantId.DEFAULT)).hasSize(1);
    }

    @Test
    void isStoppedWhenItsHostAnswersAgain() {
        world.agent.silence(Optional.empty());

        world.fleet().stop(PuppetFleet.ANNA, session);

        assertThat(world.agent.runs()).isFalse();
        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.STOPPED);
    }

    @Test
    void isFoundAgainByItself() {
        world.agent.silence(Optional.empty());

        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
    }

    @Test
    void thatEndedMeanwhileIsFoundToHave() {
        world.agent.ends();
        world.agent.silence(Optional.empty());

        await().until(() -> world.lifecycle(session) == Lifecycle.STOPPED);
        assertThat(world.view(session).session().lifecycleReason()).isEqualTo("its program ended");
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("otter is lost, and its agent may still run: tmux does not answer")
                .extracting(failed -> ((Problem) failed).code())
                .isEqualTo(ProblemCode.UNAVAILABLE);
    }
}
