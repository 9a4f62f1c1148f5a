package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalListener;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An app-server in a terminal that nobody sees, beside the one that people see. */
final class PaneServer implements Server {

    private final Pane pane;

    PaneServer(Pane pane) {
        this.pane = pane;
    }

    @Override
    public TerminalHandle handle() {
        return pane.handle();
    }

    @Override
    public Found find() {
        return switch (pane.recover()) {
            case TerminalRuntime.Recovery.Found(Terminal found) -> {
                pane.holds(found);
                yield Server.found(found.liveness());
            }
            case TerminalRuntime.Recovery.Missing(String reason) -> new Found.Ended(reason);
            case TerminalRuntime.Recovery.Rebooted rebooted -> new Found.Ended("the machine was restarted");
            case TerminalRuntime.Recovery.Unreachable(String reason) -> new Found.Unreachable(reason);
        };
    }

    @Override
    public void start(List<String> command, Map<String, String> environment, Path directory) {
        Terminal started = pane.start(new TerminalSpec(command, environment, directory, Face.COLUMNS, Face.ROWS));
        pane.holds(started);
    }

    @Override
    public boolean runs() {
        return pane.alive();
    }

    @Override
    public boolean gone() {
        return pane.gone();
    }

    @Override
    public Optional<ProcessKey> process() {
        return pane.pid().isPresent() ? Processes.find(pane.pid().getAsLong()) : Optional.empty();
    }

    @Override
    public void signal(String name) {
        pane.live().signal(name);
    }

    @Override
    public void remove() {
        pane.remove();
    }

    @Override
    public String printed(int lines) {
        return pane.find().map(terminal -> terminal.capture(lines, false)).orElse("");
    }

    @Override
    public Terminal.Subscription subscribe(Watcher watcher) {
        return pane.live().subscribe(new TerminalListener() {
            @Override
            public void changed() {
                // Nobody looks at what it prints.
            }

            @Override
            public void titled(String title) {
                // It has no title.
            }

            @Override
            public void ended(Liveness how) {
                watcher.ended(how);
            }

            @Override
            public void lost(String reason) {
                watcher.lost(reason);
            }

            @Override
            public void restored() {
                watcher.restored();
            }
        });
    }
}
