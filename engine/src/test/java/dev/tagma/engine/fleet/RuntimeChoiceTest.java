package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.testkit.fake.MemoryStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the terminal of a session lives is said when it is made. */
final class RuntimeChoiceTest {

    private static final Caller ANNA = new Caller(TenantId.DEFAULT, "test", Optional.empty());

    private final MemoryStore store = new MemoryStore();
    private final LocalFleet fleet = Undriven.fleet(store, Projects.SILENT);

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    @Test
    void aRuntimeThatIsHereIsKept() {
        assertThat(fleet.create(ANNA, new Wanted().runtime("fake").session())
                        .session()
                        .launch()
                        .runtime())
                .contains("fake");
        assertThat(fleet.create(ANNA, new Wanted().session()).session().launch().runtime())
                .isEmpty();
    }

    @Test
    void oneThatIsNotHereIsRefused() {
        assertThatThrownBy(
                        () -> fleet.create(ANNA, new Wanted().runtime("screen").session()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVALID))
                .hasMessage("There is no runtime 'screen' for terminals; there are fake");
        assertThat(fleet.list(TenantId.DEFAULT)).isEmpty();
    }
}
