package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Description;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.store.StoreException;
import dev.tagma.testkit.fake.MemoryStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call names a session: a whole name costs no look at the store, in which there may be thousands. */
final class NamingTest {

    private static final TenantId OTHERS = new TenantId("others");

    private final FailingStore store = new FailingStore(new MemoryStore());
    private final LocalFleet fleet = Undriven.fleet(store, Projects.SILENT);

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    @Test
    void aWholeHandleOrIdIsResolvedWithoutReadingTheStore() {
        SessionId otter = create(TenantId.DEFAULT, "otter");
        create(TenantId.DEFAULT, "otter-two");
        store.unreadable(true);

        assertThat(fleet.resolve(TenantId.DEFAULT, "otter")).isEqualTo(otter);
        assertThat(fleet.resolve(TenantId.DEFAULT, otter.toString())).isEqualTo(otter);
        assertThatThrownBy(() -> fleet.resolve(TenantId.DEFAULT, "ott")).isInstanceOf(StoreException.class);
    }

    @Test
    void aNewNameCountsAndTheFormerOneDoesNot() {
        SessionId otter = create(TenantId.DEFAULT, "otter");
        fleet.describe(
                caller(TenantId.DEFAULT),
                otter,
                new Description(Optional.of("heron"), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(fleet.resolve(TenantId.DEFAULT, "heron")).isEqualTo(otter);
        assertThatThrownBy(() -> fleet.resolve(TenantId.DEFAULT, "otter")).satisfies(NamingTest::isNotFound);
    }

    @Test
    void theSessionsOfOtherTenantsAreNotThere() {
        SessionId otter = create(TenantId.DEFAULT, "otter");
        SessionId others = create(OTHERS, "otter");

        assertThat(fleet.resolve(OTHERS, "otter")).isEqualTo(others);
        assertThatThrownBy(() -> fleet.resolve(OTHERS, otter.toString())).satisfies(NamingTest::isNotFound);
        assertThatThrownBy(() -> fleet.get(OTHERS, otter)).satisfies(NamingTest::isNotFound);
        assertThat(fleet.list(OTHERS)).extracting(view -> view.session().id()).containsExactly(others);
    }

    @Test
    void theyAreListedInTheOrderInWhichTheyWereCreated() {
        SessionId first = create(TenantId.DEFAULT, "zebra");
        SessionId second = create(TenantId.DEFAULT, "mole");
        SessionId third = create(TenantId.DEFAULT, "ant");

        assertThat(fleet.list(TenantId.DEFAULT))
                .extracting(view -> view.session().id())
                .containsExactly(first, second, third);
    }

    private static void isNotFound(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }

    private static Caller caller(TenantId tenant) {
        return new Caller(tenant, "test", Optional.empty());
    }

    private SessionId create(TenantId tenant, String handle) {
        return fleet.create(
                        caller(tenant), new Wanted().handle(Optional.of(handle)).session())
                .session()
                .id();
    }
}
