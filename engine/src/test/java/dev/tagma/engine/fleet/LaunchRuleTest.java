package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.testkit.fake.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arguments and variables of a launch neither contradict what Tagma says of the session nor widen what a session may do. */
final class LaunchRuleTest {

    private static final Caller PERSON = new Caller(TenantId.DEFAULT, "test", Optional.empty());

    private final MemoryStore store = new MemoryStore();
    private final LocalFleet fleet = Undriven.fleet(store, Projects.SILENT);

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    @Test
    void whatTagmaSaysItselfIsRefusedToEverybodyAndNothingIsLeftOfIt() {
        assertThatThrownBy(() -> create(PERSON, List.of("--fine", "--taken"), Map.of()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVALID))
                .hasMessage("--taken is taken");
        assertThat(fleet.list(TenantId.DEFAULT)).isEmpty();
    }

    @Test
    void aPersonMayLetAnAgentDoMoreThanItsModeSays() {
        assertThat(create(PERSON, List.of("--wider"), Map.of("A", "1")).launch().arguments())
                .containsExactly("--wider");
    }

    @Test
    void aSessionMayNotLetAnotherOneDoMoreThanItsModeSays() {
        Caller session = actingAs(create(PERSON, List.of(), Map.of("A", "1")));

        assertForbidden(session, List.of("--wider"), Map.of());
        assertForbidden(session, List.of(), Map.of("A", "2"));
        assertThat(create(session, List.of("--fine"), Map.of()).launch().arguments())
                .containsExactly("--fine");
    }

    @Test
    void aSessionMayGiveAnotherOneWhatItHas() {
        Caller session = actingAs(create(PERSON, List.of("--wider"), Map.of("A", "1")));

        assertThat(create(session, List.of("--wider"), Map.of("A", "1"))
                        .launch()
                        .environment())
                .containsEntry("A", "1");
        assertForbidden(session, List.of("--wider", "--wider"), Map.of());
    }

    private void assertForbidden(Caller caller, List<String> arguments, Map<String, String> environment) {
        assertThatThrownBy(() -> create(caller, arguments, environment))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FORBIDDEN))
                .hasMessageEndingWith(" is wider");
    }

    private static Caller actingAs(Session session) {
        SessionId id = session.id();
        return new Caller(TenantId.DEFAULT, "session:" + session.handle(), Optional.of(id));
    }

    private Session create(Caller caller, List<String> arguments, Map<String, String> environment) {
        return fleet.create(
                        caller,
                        new Wanted()
                                .mode(Optional.of(PermissionMode.ASK))
                                .environment(environment)
                                .arguments(arguments)
                                .session())
                .session();
    }
}
