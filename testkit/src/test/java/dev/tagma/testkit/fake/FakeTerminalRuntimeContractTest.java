package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.contract.LastingTerminalsContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FakeTerminalRuntimeContractTest extends LastingTerminalsContract {

    private final FakeTerminals terminals = new FakeTerminals(
            spec -> spec.command().getFirst().equals("lines") ? Optional.of(new LineProgram()) : Optional.empty());

    @TempDir
    private Path directory;

    @Override
    protected TerminalRuntime open() {
        return terminals.open();
    }

    @Override
    protected TerminalSpec lineProgram() {
        return program("lines");
    }

    @Override
    protected TerminalSpec missingProgram() {
        return program("no-such-program");
    }

    private TerminalSpec program(String name) {
        return new TerminalSpec(List.of(name), Map.of(), directory, 80, 24);
    }

    @Override
    protected void clear() {
        terminals.killServer();
    }
}
