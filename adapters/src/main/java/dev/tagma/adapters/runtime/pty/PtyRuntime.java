package dev.tagma.adapters.runtime.pty;

import dev.tagma.adapters.exec.terminal.PseudoTerminal;
import dev.tagma.adapters.exec.terminal.TerminalPrograms;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.adapters.terminal.LaunchCheck;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Terminals of this process's own, without tmux or any other program. A terminal ends with the process that holds it, and
 * its program with it, however that process ends: a later one finds them {@link Recovery.Missing} and says so.
 */
public final class PtyRuntime implements TerminalRuntime {

    private static final String NAME = "pty";
    private static final int HANDLE_VERSION = 1;
    private static final Pattern TERMINAL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");

    private final Path directory;
    private final String bootId;
    private final Map<String, PtyTerminal> terminals = new ConcurrentHashMap<>();
    private @Nullable Workings workings;
    private boolean closed;

    /** What is made when it is first needed: a daemon without such terminals does without. */
    private record Workings(TerminalPrograms programs, Holdings holdings) {}

    /**
     * @param directory where it notes what it holds; no two processes hold terminals of one directory at a time
     * @param bootId of this start of the machine
     */
    public PtyRuntime(Path directory, String bootId) {
        this.directory = directory;
        this.bootId = bootId;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean outlivesDaemon() {
        return false;
    }

    @Override
    public TerminalHandle plan(String name) {
        if (!TERMINAL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a terminal; use letters, digits and hyphens, at most 100");
        }
        return new TerminalHandle(HANDLE_VERSION, NAME, bootId, name);
    }

    @Override
    public Terminal start(TerminalHandle handle, TerminalSpec spec) {
        requireOurs(handle);
        if (!handle.bootId().equals(bootId)) {
            throw new TerminalException(
                    "The handle of " + handle.name() + " is of another boot of this machine; plan a new one", false);
        }
        LaunchCheck.require(spec);
        Size _ = new Size(spec.columns(), spec.rows());
        PtyTerminal known = terminals.get(handle.name());
        if (known != null) {
            return known;
        }
        try {
            Workings with = workings();
            if (with.holdings().look(handle.name()) instanceof Holdings.Found.Elsewhere(long pid)) {
                throw failed(handle, heldBy(pid), null);
            }
            return make(handle, spec, with);
        } catch (IOException refused) {
            throw failed(handle, refused.toString(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(handle, "interrupted", interrupted);
        }
    }

    private Terminal make(TerminalHandle handle, TerminalSpec spec, Workings with) throws IOException {
        PseudoTerminal terminal = with.programs().open(spec.columns(), spec.rows());
        PtyTerminal made;
        try {
            Process process = with.programs().start(spec, terminal);
            // One that has ended at once has no key; nothing is left of it then.
            ProcessKey program =
                    Processes.find(process.pid()).orElse(new ProcessKey(process.pid(), 0, Processes.bootId()));
            made = new PtyTerminal(
                    handle, spec, terminal, process, program, () -> forget(handle.name(), with.holdings()));
            with.holdings().hold(handle.name(), program);
        } catch (IOException | RuntimeException refused) {
            terminal.close();
            throw refused;
        }
        terminals.put(handle.name(), made);
        made.open();
        return made;
    }

    private void forget(String name, Holdings holdings) {
        terminals.remove(name);
        try {
            holdings.forget(name);
        } catch (IOException failed) {
            System.getLogger(PtyRuntime.class.getName())
                    .log(Level.WARNING, "The note about terminal {0} is left: {1}", name, failed.getMessage());
        }
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        requireOurs(handle);
        if (!handle.bootId().equals(bootId)) {
            return new Recovery.Rebooted();
        }
        PtyTerminal known = terminals.get(handle.name());
        if (known != null) {
            return new Recovery.Found(known);
        }
        try {
            return switch (new Holdings(directory, self()).look(handle.name())) {
                case Holdings.Found.Nothing nothing -> new Recovery.Missing("there is no terminal " + handle.name());
                case Holdings.Found.Over over ->
                    new Recovery.Missing("its terminal ended with the daemon that held it");
                case Holdings.Found.Elsewhere(long pid) -> new Recovery.Unreachable(heldBy(pid));
            };
        } catch (IOException unreadable) {
            return new Recovery.Unreachable("the note about its terminal cannot be read: " + unreadable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Recovery.Unreachable("the thread that asks was interrupted");
        }
    }

    private static String heldBy(long pid) {
        return "its terminal is held by process " + pid + ", another daemon in the same directory";
    }

    @Override
    public List<TerminalHandle> list() {
        return terminals.keySet().stream().sorted().map(this::plan).toList();
    }

    private synchronized Workings workings() throws IOException {
        if (closed) {
            throw new IOException("the runtime is closed");
        }
        Workings made = workings;
        if (made == null) {
            made = new Workings(new TerminalPrograms(), new Holdings(directory, self()));
            workings = made;
        }
        return made;
    }

    private static ProcessKey self() throws IOException {
        return Processes.find(ProcessHandle.current().pid())
                .orElseThrow(() -> new IOException("/proc does not show this process"));
    }

    /** Ends all programs: no terminal outlives the process that holds it, and a program without one is of no use. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        terminals.values().forEach(PtyTerminal::hangUp);
        terminals.forEach(this::end);
        terminals.clear();
    }

    private void end(String name, PtyTerminal terminal) {
        try {
            terminal.end();
            new Holdings(directory, self()).settle(name);
        } catch (IOException | TerminalException failed) {
            System.getLogger(PtyRuntime.class.getName())
                    .log(Level.WARNING, "Terminal {0} is left: {1}", name, failed.getMessage());
        }
    }

    private static void requireOurs(TerminalHandle handle) {
        if (!handle.runtime().equals(NAME) || handle.version() != HANDLE_VERSION) {
            throw new IllegalArgumentException("The handle " + handle.text() + " is not one of this pty runtime");
        }
        if (!TERMINAL_NAME.matcher(handle.name()).matches()) {
            throw new IllegalArgumentException("The handle " + handle.text() + " holds no name of a terminal");
        }
    }

    private static TerminalException failed(TerminalHandle handle, String reason, @Nullable Throwable cause) {
        String message = "The terminal " + handle.name() + " cannot be started: " + reason;
        return cause == null ? new TerminalException(message, false) : new TerminalException(message, false, cause);
    }
}
