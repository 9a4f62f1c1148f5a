package dev.tagma.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.contract.RecordingListener;
import dev.tagma.testkit.fake.FakeProgram.Input;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors by which tests make fake terminals behave. */
class FakeTerminalsTest {

    /** Shows the last input and nothing else. */
    private static Face lastInput(Face before, Input input) {
        return switch (input) {
            case Input.Started(TerminalSpec spec) ->
                Face.of("running " + spec.command().getFirst());
            case Input.Pasted(String text) -> before.withLines(List.of("> " + text));
            case Input.Pressed(Key key) -> before.withLines(List.of("key " + key));
            case Input.Resized ignored -> before;
            case Input.Signalled ignored -> before;
        };
    }

    private final FakeTerminals terminals = new FakeTerminals(spec -> Optional.of(FakeTerminalsTest::lastInput));
    private final RecordingListener listener = new RecordingListener();

    @TempDir
    private Path directory;

    private TerminalRuntime runtime;
    private Terminal terminal;

    @BeforeEach
    void start() {
        runtime = terminals.open();
        terminal = runtime.start(runtime.plan("calm"), new TerminalSpec(List.of("agent"), Map.of(), directory, 80, 24));
        terminal.subscribe(listener);
    }

    private void awaitCalls(String... calls) {
        await().untilAsserted(() -> assertThat(listener.calls()).containsExactly(calls));
    }

    @Test
    void aProgramIsAFunctionOfItsInputs() {
        assertThat(terminal.screen().text()).startsWith("running agent\n");

        terminal.paste("hello");

        assertThat(terminal.screen().text()).startsWith("> hello\n");
        assertThat(terminals.terminal("calm").inputs()).containsExactly(new Input.Pasted("hello"));
        awaitCalls("changed");
    }

    @Test
    void theProgramMayShowSomethingByItself() {
        terminals.terminal("calm").show(face -> face.withTitle("working").plus("a dialog"));

        assertThat(terminal.screen().title()).isEqualTo("working");
        awaitCalls("changed", "titled working");
    }

    @Test
    void aPersonMayType() {
        terminals.terminal("calm").typed(List.of(Key.Named.ESCAPE));

        assertThat(terminal.screen().text()).startsWith("key ESCAPE");
    }

    @Test
    void anInputMayFailInDoubtHavingHappenedOrNot() {
        terminals.terminal("calm").breakNextInput("lost", true);
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.paste("one"))
                .matches(TerminalException::inDoubt);
        assertThat(terminal.screen().text()).startsWith("> one");

        terminals.terminal("calm").breakNextInput("lost", false);
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.paste("two"))
                .matches(TerminalException::inDoubt);
        assertThat(terminal.screen().text()).startsWith("> one");

        terminal.paste("three");
        assertThat(terminal.screen().text()).startsWith("> three");
    }

    @Test
    void aServerThatDoesNotAnswerIsLostAndRestored() {
        terminals.stopAnswering("stuck");

        assertThat(terminal.liveness()).isEqualTo(new Liveness.Unknown("stuck"));
        assertThat(runtime.recover(terminal.handle())).isEqualTo(new Recovery.Unreachable("stuck"));
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.paste("x"))
                .matches(e -> !e.inDoubt());

        terminals.answerAgain();

        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
        awaitCalls("lost", "restored");
    }

    @Test
    void aServerThatIsKilledTakesItsTerminalsAlong() {
        terminals.killServer();

        assertThat(terminal.liveness()).isInstanceOf(Liveness.Gone.class);
        assertThat(runtime.recover(terminal.handle())).isInstanceOf(Recovery.Missing.class);
        awaitCalls("ended " + terminal.liveness());
    }

    @Test
    void anotherBootKnowsNothingOfOldHandles() {
        terminals.reboot("boot-2");

        assertThat(runtime.recover(terminal.handle())).isInstanceOf(Recovery.Rebooted.class);
        assertThat(runtime.plan("calm")).isNotEqualTo(terminal.handle());
    }
}
