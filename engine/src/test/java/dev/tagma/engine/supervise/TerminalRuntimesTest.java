package dev.tagma.engine.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.fake.FakeTerminals;
import dev.tagma.testkit.fake.LineProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TerminalRuntimesTest {

    private final FakeTerminals usual = new FakeTerminals(spec -> Optional.of(new LineProgram()));
    private final FakeTerminals other = new FakeTerminals(spec -> Optional.of(new LineProgram()));
    private final TerminalRuntimes runtimes = TerminalRuntimes.of(usual.open("usual"), other.open("other"));

    @TempDir
    private Path directory;

    private static Session.Launch launch(String runtime) {
        return new Session.Launch(
                new AgentId("any"),
                DriverKind.TERMINAL,
                PermissionMode.ASK,
                Optional.empty(),
                Map.of(),
                List.of(),
                AfterLimit.WAIT,
                Optional.ofNullable(runtime));
    }

    private Terminal started(TerminalRuntime runtime) {
        return runtime.start(runtime.plan("otter"), new TerminalSpec(List.of("lines"), Map.of(), directory, 80, 24));
    }

    @Test
    void theUsualOneIsNamedFirst() {
        assertThat(runtimes.names()).containsExactly("usual", "other");
    }

    @Test
    void aSessionHasItsTerminalWhereItWantsIt() {
        assertThat(started(runtimes.of(launch(null))).handle().runtime()).isEqualTo("usual");
        assertThat(started(runtimes.of(launch("other"))).handle().runtime()).isEqualTo("other");
    }

    @Test
    void aTerminalIsFoundWhereItsHandleSays() {
        TerminalHandle handle = started(runtimes.of(launch("other"))).handle();

        assertThat(runtimes.of(launch(null)).recover(handle)).isInstanceOf(Recovery.Found.class);
        usual.killServer();
        assertThat(runtimes.of(launch(null)).recover(handle)).isInstanceOf(Recovery.Found.class);
        other.killServer();
        assertThat(runtimes.of(launch(null)).recover(handle)).isInstanceOf(Recovery.Missing.class);
    }

    @Test
    void aRuntimeThatIsNotHereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runtimes.of(launch("lost")))
                .withMessage("There is no runtime 'lost' here; there are usual, other");
    }
}
