package dev.tagma.engine.fleet;

import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.runtime.ForeignTerminals;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One pane of somebody else's in memory. */
final class FakePanes implements TerminalRuntime, ForeignTerminals {

    static final Path DIRECTORY = Path.of("/home/anna/api");

    @Override
    public String name() {
        return "adopted";
    }

    @Override
    public TerminalHandle plan(String name) {
        return new TerminalHandle(1, name(), "boot-1", name);
    }

    @Override
    public Terminal start(TerminalHandle handle, TerminalSpec spec) {
        throw new TerminalException("Nothing is started here", false);
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        return new Recovery.Missing("nobody looks here");
    }

    @Override
    public List<TerminalHandle> list() {
        return List.of();
    }

    @Override
    public List<ForeignPane> panes(Optional<Path> server) {
        return List.of(pane(server, "%5"));
    }

    @Override
    public ForeignPane pane(Optional<Path> server, String name) {
        if (!name.equals("%5")) {
            throw new TerminalException("There is no pane " + name, false);
        }
        return new ForeignPane(
                plan("%5 on a server"),
                "/tmp/tmux-1/default:%5",
                "main:0.1",
                "a title",
                new ProcessKey(42, 1, "boot-1"),
                List.of(List.of("claude", "--resume")),
                DIRECTORY);
    }

    @Override
    public void close() {}
}
