package dev.tagma.engine.supervise;

import dev.tagma.core.session.Session;
import dev.tagma.spi.runtime.ForeignTerminals;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The places where terminals may live, by their names; the first is the usual one. */
public final class TerminalRuntimes {

    private final Map<String, TerminalRuntime> byName = new LinkedHashMap<>();
    private final TerminalRuntime usual;
    private final List<String> offered;
    private final Optional<ForeignTerminals> foreign;

    private TerminalRuntimes(List<TerminalRuntime> all, Optional<ForeignTerminals> foreign) {
        all.forEach(each -> byName.put(each.name(), each));
        this.usual = all.getFirst();
        this.offered = List.copyOf(byName.keySet());
        this.foreign = foreign;
    }

    public static TerminalRuntimes of(TerminalRuntime usual, TerminalRuntime... others) {
        return new TerminalRuntimes(
                Stream.concat(Stream.of(usual), Stream.of(others)).toList(), Optional.empty());
    }

    /** The same, and terminals of others, in which no session is made. */
    public <T extends TerminalRuntime & ForeignTerminals> TerminalRuntimes with(T adopted) {
        var all = new TerminalRuntimes(List.copyOf(byName.values()), Optional.of(adopted));
        all.byName.put(adopted.name(), adopted);
        return all;
    }

    /** The names of those in which sessions are made, the usual one first. */
    public List<String> names() {
        return offered;
    }

    /** Whether the session's terminal is one that Tagma makes, and not one of others. */
    public boolean make(Session.Launch launch) {
        return launch.runtime().map(offered::contains).orElse(true);
    }

    /** The terminals of others, where any are looked for. */
    public Optional<ForeignTerminals> foreign() {
        return foreign;
    }

    /** Where a session's terminals are made; those it has are found where they are. */
    TerminalRuntime of(Session.Launch launch) {
        return new Chosen(launch.runtime().map(this::named).orElse(usual));
    }

    private TerminalRuntime named(String name) {
        TerminalRuntime found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no runtime '" + name + "' here; there are " + String.join(", ", names()));
        }
        return found;
    }

    /** Names terminals in one place, and goes by a handle's own place for all else. */
    private final class Chosen implements TerminalRuntime {

        private final TerminalRuntime chosen;

        Chosen(TerminalRuntime chosen) {
            this.chosen = chosen;
        }

        @Override
        public String name() {
            return chosen.name();
        }

        @Override
        public boolean outlivesDaemon() {
            return chosen.outlivesDaemon();
        }

        @Override
        public TerminalHandle plan(String name) {
            return chosen.plan(name);
        }

        @Override
        public Terminal start(TerminalHandle handle, TerminalSpec spec) {
            return named(handle.runtime()).start(handle, spec);
        }

        @Override
        public Recovery recover(TerminalHandle handle) {
            return named(handle.runtime()).recover(handle);
        }

        @Override
        public List<TerminalHandle> list() {
            return chosen.list();
        }

        @Override
        public void close() {
            // They belong to whoever made them.
        }
    }
}
