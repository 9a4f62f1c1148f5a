package dev.tagma.spi.sandbox;

import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.util.List;

/** Starts what it is given within an enclosure, and finds it as it is. */
record EnclosedTerminals(TerminalRuntime terminals, Enclosure enclosure) implements TerminalRuntime {

    @Override
    public String name() {
        return terminals.name();
    }

    @Override
    public boolean outlivesDaemon() {
        return terminals.outlivesDaemon();
    }

    @Override
    public TerminalHandle plan(String name) {
        return terminals.plan(name);
    }

    @Override
    public Terminal start(TerminalHandle handle, TerminalSpec spec) {
        Enclosure.Launch launch =
                enclosure.around(new Enclosure.Launch(spec.command(), spec.environment(), spec.directory(), true));
        return terminals.start(
                handle,
                new TerminalSpec(
                        launch.command(), launch.environment(), launch.directory(), spec.columns(), spec.rows()));
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        return terminals.recover(handle);
    }

    @Override
    public List<TerminalHandle> list() {
        return terminals.list();
    }

    @Override
    public void close() {
        // They belong to whoever made them.
    }
}
