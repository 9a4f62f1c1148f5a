package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.drive.ModelClock;
import dev.tagma.testkit.fake.FakeWorkspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DiskMeterTest {

    private static final Path PLACE = Path.of("/srv/api");

    private final ModelClock clock = new ModelClock();
    private final FakeWorkspaces workspaces = new FakeWorkspaces(clock);
    private final DiskMeter meter = new DiskMeter(workspaces, clock);
    private Workspace made;
    private Session session;

    @BeforeEach
    void makeWorkspace() {
        workspaces.addRepository(PLACE, Map.of("a.txt", "12345"));
        made = workspaces.create(new WorkspacePlan(
                new SessionId(new UUID(1, 1)),
                WorkspacePlan.Kind.WORKTREE,
                PLACE,
                "otter",
                Optional.empty(),
                Optional.empty()));
        session = StoreSamples.session(1).withWorkspace(made);
    }

    @AfterEach
    void close() {
        meter.close();
    }

    private Optional<Long> bytes() {
        return meter.of(session).map(DiskUse::bytes);
    }

    @Test
    void theLastFigureIsToldAndIsMeasuredAnewWhenItIsOld() {
        assertThat(bytes()).contains(5L);
        workspaces.write(made, "b.txt", "67");
        assertThat(bytes()).contains(5L);

        clock.pass(Duration.ofMinutes(2));

        // Whoever asks is not kept waiting for the new one.
        assertThat(bytes()).isPresent();
        await().until(() -> bytes().equals(Optional.of(7L)));
    }

    @Test
    void ofWhatTagmaDidNotMakeNothingIsTold() {
        session = StoreSamples.session(1).withWorkspace(made.disowned());

        assertThat(bytes()).isEmpty();
    }

    @Test
    void whatCannotBeMeasuredIsNotKnownUntilItCan() {
        workspaces.failNext(new WorkspaceException(Kind.FAILED, "the disk does not answer"));

        assertThat(bytes()).isEmpty();
        assertThat(bytes()).contains(5L);
    }

    @Test
    void whatIsForgottenIsMeasuredAnew() {
        assertThat(bytes()).contains(5L);
        workspaces.write(made, "b.txt", "67");

        meter.forget(session.id());

        assertThat(bytes()).contains(7L);
    }

    /** A figure that is being taken while its workspace goes is not put back. */
    @Test
    void whatIsForgottenWhileItIsMeasuredStaysForgotten() {
        workspaces.afterMeasuring(() -> {
            workspaces.afterMeasuring(() -> {});
            workspaces.write(made, "b.txt", "67");
            meter.forget(session.id());
        });

        assertThat(bytes()).isEmpty();
        assertThat(bytes()).contains(7L);
    }
}
