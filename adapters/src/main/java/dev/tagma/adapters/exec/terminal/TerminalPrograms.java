package dev.tagma.adapters.exec.terminal;

import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs with a terminal of the kernel's, of which this process has the other side. */
public final class TerminalPrograms {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path KERNELS = Path.of("/dev/ptmx");

    private final CLibrary library;
    private final ProgramLaunch launch;

    /** Throws, with what is missing, where they cannot be had. */
    public TerminalPrograms() throws IOException {
        if (!Files.isExecutable(SETSID) || !Files.exists(KERNELS)) {
            throw new IOException("Linux with " + SETSID + " (package util-linux) is needed");
        }
        library = new CLibrary();
        launch = new ProgramLaunch(SETSID);
    }

    /** A terminal that no program has yet; closed by whoever waits for it. */
    public PseudoTerminal open(int columns, int rows) throws IOException {
        return new PseudoTerminal(library, columns, rows);
    }

    /** Starts the program with this terminal as its own. */
    public Process start(TerminalSpec spec, PseudoTerminal terminal) throws IOException {
        return launch.start(spec, terminal.path());
    }
}
