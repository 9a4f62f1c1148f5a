package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.testkit.fake.MemoryStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that asks for nothing needs a setting, and no session may create one that may do more than itself. */
final class ModeRuleTest {

    private static final Caller PERSON = new Caller(TenantId.DEFAULT, "test", Optional.empty());

    private final MemoryStore store = new MemoryStore();
    private final LocalFleet fleet = Undriven.fleet(store, Projects.SILENT);

    @AfterEach
    void end() {
        fleet.close();
        store.close();
    }

    @Test
    void anAgentThatAsksForNothingIsRefusedWhereNoSettingAllowsIt() {
        assertThatThrownBy(() -> create(PERSON, PermissionMode.YOLO))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FORBIDDEN))
                .hasMessageContaining("sessions.yolo: true");
        assertThat(fleet.list(TenantId.DEFAULT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = PermissionMode.class,
            names = {"YOLO"},
            mode = EnumSource.Mode.EXCLUDE)
    void aPersonMayHaveEveryOtherMode(PermissionMode mode) {
        assertThat(create(PERSON, mode).launch().mode()).isEqualTo(mode);
    }

    @Test
    void aSessionMayNotCreateOneThatMayDoMore() {
        Session asking = create(PERSON, PermissionMode.ASK);
        Caller session = new Caller(TenantId.DEFAULT, "session:" + asking.handle(), Optional.of(asking.id()));

        assertThatThrownBy(() -> create(session, PermissionMode.EDITS))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FORBIDDEN))
                .hasMessage("A session in mode 'ask' may have none in mode 'edits'");
        assertThat(create(session, PermissionMode.ASK).launch().mode()).isEqualTo(PermissionMode.ASK);
    }

    private Session create(Caller caller, PermissionMode mode) {
        return fleet.create(caller, new Wanted().mode(Optional.of(mode)).session())
                .session();
    }
}
