package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Description;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.testkit.fake.MemoryStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A title that is too long is the caller's mistake, and nothing of it is taken. */
final class TitleTest {

    private static final Caller ANNA = new Caller(TenantId.DEFAULT, "test", Optional.empty());

    private final MemoryStore store = new MemoryStore();
    private final LocalFleet fleet = Undriven.fleet(store, Projects.SILENT);

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    @Test
    void aNewSessionIsNotMadeWithOne() {
        assertThatThrownBy(() -> create("x".repeat(201)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVALID))
                .hasMessage("The title is 201 characters long; give at most 200");
        assertThat(fleet.list(TenantId.DEFAULT)).isEmpty();
    }

    @Test
    void anotherOneIsNotTaken() {
        SessionId id = create("x".repeat(200)).session().id();

        assertThatThrownBy(() -> fleet.describe(ANNA, id, titled("y".repeat(201))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVALID));
        assertThat(fleet.get(TenantId.DEFAULT, id).session().title()).isEqualTo("x".repeat(200));

        fleet.describe(ANNA, id, titled("\u001b[2J\n日本"));
        assertThat(fleet.get(TenantId.DEFAULT, id).session().title()).isEqualTo("\u001b[2J\n日本");
    }

    private static Description titled(String title) {
        return new Description(Optional.empty(), Optional.of(title), Optional.empty(), Optional.empty());
    }

    private SessionView create(String title) {
        return fleet.create(ANNA, new Wanted().title(title).session());
    }
}
