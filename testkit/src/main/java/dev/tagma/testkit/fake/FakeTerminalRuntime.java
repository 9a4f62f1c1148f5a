package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** A terminal runtime in memory; made by {@link FakeTerminals#open}. */
public final class FakeTerminalRuntime implements TerminalRuntime {

    private static final Pattern TERMINAL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

    private final String name;
    private final FakeTerminals terminals;

    FakeTerminalRuntime(String name, FakeTerminals terminals) {
        this.name = name;
        this.terminals = terminals;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TerminalHandle plan(String wanted) {
        if (!TERMINAL_NAME.matcher(wanted).matches()) {
            throw new IllegalArgumentException(
                    "'" + wanted + "' cannot name a terminal; use letters, digits and hyphens");
        }
        return new TerminalHandle(1, name, terminals.bootId(), wanted);
    }

    @Override
    public Terminal start(TerminalHandle handle, TerminalSpec spec) {
        terminals.silence().ifPresent(reason -> {
            throw new TerminalException(handle.name() + " cannot be started: " + reason, false);
        });
        if (!Files.isDirectory(spec.directory())) {
            throw new TerminalException("The directory " + spec.directory() + " does not exist", false);
        }
        FakeProgram program = terminals
                .program(spec)
                .orElseThrow(() -> new TerminalException(
                        "There is no program '" + spec.command().getFirst() + "'", false));
        return terminals.findOrAdd(handle.name(), pid -> new FakeTerminal(terminals, handle, spec, program, pid));
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        if (Thread.currentThread().isInterrupted()) {
            return new Recovery.Unreachable("the thread that asks was interrupted");
        }
        if (!handle.bootId().equals(terminals.bootId())) {
            return new Recovery.Rebooted();
        }
        return terminals
                .silence()
                .<Recovery>map(Recovery.Unreachable::new)
                .orElseGet(() -> terminals
                        .find(handle.name())
                        .<Recovery>map(Recovery.Found::new)
                        .orElseGet(() -> new Recovery.Missing("there is no terminal " + handle.name())));
    }

    @Override
    public List<TerminalHandle> list() {
        terminals.silence().ifPresent(reason -> {
            throw new TerminalException("The terminals cannot be listed: " + reason, false);
        });
        return terminals.all().stream().map(FakeTerminal::handle).toList();
    }

    @Override
    public void close() {
        // The programs live on the fake machine; a runtime holds nothing of its own.
    }
}
