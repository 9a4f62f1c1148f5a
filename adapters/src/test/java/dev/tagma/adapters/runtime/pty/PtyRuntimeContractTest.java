package dev.tagma.adapters.runtime.pty;

import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.contract.DyingTerminalsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PtyRuntimeContractTest extends DyingTerminalsContract {

    @TempDir
    private Path directory;

    @Override
    protected TerminalRuntime open() {
        return new PtyRuntime(directory.resolve("pty"), "boot-1");
    }

    @Override
    protected TerminalSpec lineProgram() {
        return PtyPrograms.sh(PtyPrograms.LINES, "/bin/sh", directory);
    }

    @Override
    protected TerminalSpec missingProgram() {
        return PtyPrograms.sh("exit 0", "no-such-program", directory);
    }

    @Override
    protected void clear() {
        // What a runtime held ended with it.
    }
}
