package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import org.junit.jupiter.api.Test;

/** What a {@link TerminalRuntime} promises besides whose terminals end with the process that holds them. */
public abstract class DyingTerminalsContract extends TerminalRuntimeContract {

    @Test
    void itSaysThatItsTerminalsEnd() {
        assertThat(runtime().outlivesDaemon()).isFalse();
    }

    @Test
    void closingEndsTheProgramsAndTheNextRuntimeSaysWhy() {
        Terminal terminal = started("mortal");
        long pid = ((Liveness.Alive) terminal.liveness()).pid();

        runtime().close();
        TerminalRuntime next = openAnother();

        eventually()
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(next.list()).isEmpty();
        assertThat(next.recover(terminal.handle()))
                .isInstanceOfSatisfying(
                        Recovery.Missing.class,
                        missing -> assertThat(missing.reason())
                                .isEqualTo("its terminal ended with the daemon that held it"));
    }

    @Test
    void whatEndedWithOneRuntimeIsStartedByTheNext() {
        Terminal before = started("again");
        enter(before, "said before");
        awaitText(before, "got: said before");
        runtime().close();

        Terminal after = openAnother().start(before.handle(), lineProgram());

        awaitText(after, "ready");
        assertThat(after.screen().text()).doesNotContain("said before");
    }

    @Test
    void whatOneRuntimeHoldsTheOtherLeavesAlone() {
        Terminal held = started("held");
        TerminalRuntime other = openAnother();

        assertThat(other.recover(held.handle())).isInstanceOf(Recovery.Unreachable.class);
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> other.start(held.handle(), lineProgram()))
                .withMessageContaining(
                        "held by process " + ProcessHandle.current().pid())
                .matches(e -> !e.inDoubt());
        assertThat(held.liveness()).isInstanceOf(Liveness.Alive.class);
    }
}
