package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import org.junit.jupiter.api.Test;

/** What a {@link TerminalRuntime} promises besides whose terminals outlive the process that made them. */
public abstract class LastingTerminalsContract extends TerminalRuntimeContract {

    @Test
    void itSaysThatItsTerminalsLast() {
        assertThat(runtime().outlivesDaemon()).isTrue();
    }

    @Test
    void theCommandToAttachIsGiven() {
        assertThat(started("attach").attachCommand()).isNotEmpty();
    }

    @Test
    void closingEndsNoProgramAndAnotherRuntimeTakesOver() {
        Terminal before = started("survivor");
        enter(before, "said before");
        awaitText(before, "got: said before");
        started("second");

        runtime().close();
        TerminalRuntime next = openAnother();

        assertThat(next.list()).containsExactlyInAnyOrder(next.plan("survivor"), next.plan("second"));
        assertThat(next.recover(before.handle())).isInstanceOfSatisfying(Recovery.Found.class, found -> {
            assertThat(found.terminal().screen().text()).contains("got: said before");
            enter(found.terminal(), "said after");
            awaitText(found.terminal(), "got: said after");
        });
    }

    @Test
    void twoRuntimesSeeTheSameTerminals() {
        Terminal here = started("shared");
        TerminalRuntime other = openAnother();
        Terminal there = ((Recovery.Found) other.recover(here.handle())).terminal();
        var listener = new RecordingListener();

        try (var _ = there.subscribe(listener)) {
            enter(here, "title from here");

            awaitCall(listener, "titled from here");
        }
        assertThat(other.start(here.handle(), lineProgram()).liveness()).isEqualTo(here.liveness());
        there.destroy();
        assertThat(here.liveness()).isInstanceOf(Liveness.Gone.class);
    }
}
