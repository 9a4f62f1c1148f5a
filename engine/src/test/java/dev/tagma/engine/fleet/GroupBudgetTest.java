package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Scope;
import dev.tagma.core.usage.PriceTable;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Description;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.usage.Spending;
import dev.tagma.testkit.fake.FakeWorkspaces;
import dev.tagma.testkit.fake.MemorySearchIndex;
import dev.tagma.testkit.fake.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents do not take work away from the budget of a group; people may. */
final class GroupBudgetTest {

    private static final Budget OF_TEAM =
            new Budget(new Scope.OfGroup(new GroupPath("team")), Optional.empty(), Optional.of(1000L), Budget.WARN_AT);

    private final MemoryStore store = new MemoryStore(name -> {});
    private final Caller anna = new Caller(TenantId.DEFAULT, "anna", Optional.empty());
    private LocalFleet fleet;
    private SessionId session;

    @BeforeEach
    void begin() {
        FakeWorkspaces workspaces = new FakeWorkspaces(Clock.systemUTC());
        workspaces.addDirectory(Undriven.PLACE);
        fleet = Undriven.fleet(
                store,
                Projects.SILENT,
                Map.of(Undriven.USUAL, new Undriven(Undriven.USUAL)),
                workspaces,
                Path.of("/nowhere"),
                new Bench().workshop(),
                new MemorySearchIndex(),
                true,
                new Spending(new PriceTable("none", List.of()), List.of(OF_TEAM), ""));
        session = fleet.create(anna, new Wanted().group("team/api").session())
                .session()
                .id();
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    private Caller itself() {
        return new Caller(TenantId.DEFAULT, "session:otter", Optional.of(session));
    }

    private void moves(Caller caller, String group) {
        fleet.describe(
                caller,
                session,
                new Description(
                        Optional.empty(), Optional.empty(), Optional.of(new GroupPath(group)), Optional.empty()));
        assertThat(fleet.get(TenantId.DEFAULT, session).session().group().value())
                .isEqualTo(group);
    }

    private static void isForbidden(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FORBIDDEN))
                .hasMessageContaining("'team' has a budget");
    }

    @Test
    void aSessionMovesWithinTheGroupThatPaysAndNotOutOfIt() {
        moves(itself(), "team/web");

        assertThatThrownBy(() -> moves(itself(), "elsewhere")).satisfies(GroupBudgetTest::isForbidden);
        moves(anna, "elsewhere");
        moves(itself(), "anywhere");
    }

    @Test
    void whatASessionBeginsIsPaidWhereItIsPaidItself() {
        assertThatThrownBy(() ->
                        fleet.create(itself(), new Wanted().group("elsewhere").session()))
                .satisfies(GroupBudgetTest::isForbidden);
        assertThatThrownBy(() -> fleet.create(itself(), new Wanted().session()))
                .satisfies(GroupBudgetTest::isForbidden)
                .hasMessageContaining("--group team/api");

        fleet.create(itself(), new Wanted().group("team").session());
    }
}
