package dev.tagma.spi.sandbox;

import dev.tagma.core.sandbox.Containment;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.TerminalRuntime;
import java.util.Optional;

/** What is around an agent without a sandbox. */
record NoEnclosure() implements Enclosure {

    @Override
    public Launch around(Launch launch) {
        return launch;
    }

    @Override
    public Optional<Containment> containment() {
        return Optional.empty();
    }

    @Override
    public boolean ownNumbers() {
        return false;
    }

    @Override
    public void end() {
        // Whatever runs is its runtime's.
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }

    @Override
    public TerminalRuntime of(TerminalRuntime terminals) {
        return terminals;
    }

    @Override
    public ProcessRuntime of(ProcessRuntime processes) {
        return processes;
    }
}
