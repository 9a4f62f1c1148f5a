package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.contract.LastingTerminalsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TmuxRuntimeContractTest extends LastingTerminalsContract {

    @TempDir(factory = ShortDirectory.class)
    private Path directory;

    private TmuxPlace place;

    @Override
    protected void clear() throws Exception {
        place.killServer();
    }

    @Override
    protected TerminalRuntime open() {
        if (place == null) {
            place = new TmuxPlace(directory);
        }
        return place.open();
    }

    @Override
    protected TerminalSpec lineProgram() {
        return place.lineProgram();
    }

    @Override
    protected TerminalSpec missingProgram() {
        return place.sh("exit 0", "no-such-program");
    }
}
