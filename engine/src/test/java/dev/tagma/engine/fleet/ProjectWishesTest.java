package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.fleet.Projects.Wishes;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.testkit.fake.MemoryStore;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a new session goes before what its project says, and that before the configuration. */
final class ProjectWishesTest {

    private static final Path PLACE = Path.of("/srv/repo");

    private final MemoryStore store = new MemoryStore();
    private Projects projects = Projects.SILENT;
    private final LocalFleet fleet = Undriven.fleet(store, place -> projects.of(place));

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    @Test
    void aSilentProjectLeavesItToTheConfiguration() {
        assertThat(create(Optional.empty(), Optional.empty()).launch())
                .extracting(Session.Launch::agent, Session.Launch::mode)
                .containsExactly(Undriven.USUAL, PermissionMode.EDITS);
    }

    @Test
    void theProjectOfThePlaceIsAsked() {
        projects = place -> new Wishes(
                Optional.of(Undriven.OTHER).filter(agent -> place.equals(PLACE)), Optional.of(PermissionMode.PLAN));

        assertThat(create(Optional.empty(), Optional.empty()).launch())
                .extracting(Session.Launch::agent, Session.Launch::mode)
                .containsExactly(Undriven.OTHER, PermissionMode.PLAN);
    }

    @Test
    void whoeverCreatesTheSessionHasTheLastWord() {
        projects = place -> new Wishes(Optional.of(Undriven.OTHER), Optional.of(PermissionMode.PLAN));

        assertThat(create(Optional.of(Undriven.USUAL), Optional.of(PermissionMode.ASK))
                        .launch())
                .extracting(Session.Launch::agent, Session.Launch::mode)
                .containsExactly(Undriven.USUAL, PermissionMode.ASK);
    }

    @Test
    void aProjectThatCannotBeUnderstoodRefusesTheSessionAndNothingIsLeftOfIt() {
        projects = place -> {
            throw new Problem(ProblemCode.INVALID, "config.yaml:1: nonsense");
        };

        assertThatThrownBy(() -> create(Optional.empty(), Optional.empty())).hasMessageContaining("nonsense");
        assertThat(fleet.list(TenantId.DEFAULT)).isEmpty();
    }

    @Test
    void anAgentThatIsNotKnownHereIsRefused() {
        projects = place -> new Wishes(Optional.of(new AgentId("evil")), Optional.empty());

        assertThatThrownBy(() -> create(Optional.empty(), Optional.empty()))
                .hasMessage("Agent 'evil' is not known here; known are other, usual");
    }

    @Test
    void aPlaceThatIsNotThereRefusesTheSessionAndNothingIsLeftOfIt() {
        assertThatThrownBy(() -> create(Path.of("/no/such"), WorkspacePlan.Kind.IN_PLACE))
                .isInstanceOf(Problem.class)
                .hasMessage("There is no directory /no/such: make it first");
        assertThatThrownBy(() -> create(PLACE, WorkspacePlan.Kind.WORKTREE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is in no git repository");
        assertThat(fleet.list(TenantId.DEFAULT)).isEmpty();
    }

    private Session create(Path place, WorkspacePlan.Kind workspace) {
        return create(Optional.empty(), Optional.empty(), place, workspace);
    }

    private Session create(Optional<AgentId> agent, Optional<PermissionMode> mode) {
        return create(agent, mode, PLACE, WorkspacePlan.Kind.IN_PLACE);
    }

    private Session create(
            Optional<AgentId> agent, Optional<PermissionMode> mode, Path place, WorkspacePlan.Kind workspace) {
        return fleet.create(
                        new Caller(TenantId.DEFAULT, "test", Optional.empty()),
                        new Wanted()
                                .agent(agent.map(AgentId::value))
                                .mode(mode)
                                .at(place)
                                .workspace(workspace)
                                .session())
                .session();
    }
}
