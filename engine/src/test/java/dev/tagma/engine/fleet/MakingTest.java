package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace that takes long to make, as when other machines do not answer. */
final class MakingTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private Path place;

    @BeforeEach
    void begin() throws IOException {
        world = new PuppetFleet(directory.resolve("state"));
        place = Files.createDirectory(directory.resolve("work"));
        world.workspaces.addRepository(place, Map.of("a.txt", "12345"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void stoppingEndsTheMakingAndTheNextStartMakesItAfterAll() {
        var waiting = new CountDownLatch(1);
        world.workspaces.beforeMaking(() -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WorkspaceException(Kind.FAILED, "git was interrupted", e);
            }
        });
        SessionId id = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .handle(Optional.of("otter"))
                                .at(place)
                                .workspace(WorkspacePlan.Kind.CLONE)
                                .started()
                                .session())
                .session()
                .id();
        await().until(() -> waiting.getCount() == 0);

        world.fleet().stop(PuppetFleet.ANNA, id);
        assertThat(world.lifecycle(id)).isEqualTo(Lifecycle.STOPPED);

        world.workspaces.beforeMaking(() -> {});
        world.fleet().start(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
    }
}
