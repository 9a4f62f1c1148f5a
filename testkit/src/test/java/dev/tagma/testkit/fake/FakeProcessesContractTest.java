package dev.tagma.testkit.fake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.testkit.contract.ProcessRuntimeContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.io.TempDir;

class FakeProcessesContractTest extends ProcessRuntimeContract {

    private final FakeProcesses processes =
            new FakeProcesses(spec -> spec.command().getFirst().equals("lines")
                    ? Optional.of(FakeProcessesContractTest::line)
                    : Optional.empty());

    @TempDir
    private Path directory;

    private static OptionalInt line(String line, BiConsumer<Output, String> says) {
        if (line.isEmpty()) {
            says.accept(Output.STANDARD, "ready\n");
        } else if (line.startsWith("error ")) {
            says.accept(Output.ERRORS, line.substring("error ".length()) + "\n");
        } else if (line.startsWith("exit ")) {
            return OptionalInt.of(Integer.parseInt(line.substring("exit ".length())));
        } else {
            says.accept(Output.STANDARD, "got: " + line + "\n");
        }
        return OptionalInt.empty();
    }

    @Override
    protected ProcessRuntime open() {
        return processes.open(checkpoint -> {});
    }

    @Override
    protected ProcessSpec lineProgram() {
        return new ProcessSpec(List.of("lines"), Map.of(), directory);
    }

    @Override
    protected void dieWriting(TerminalHandle handle, long number, byte[] frame, String checkpoint) {
        ProcessRuntime dying = processes.open(name -> {
            if (name.equals(checkpoint)) {
                throw new IllegalStateException("died at " + name);
            }
        });
        DetachedProcess process = recovered(dying, handle.name());
        assertThatThrownBy(() -> process.write(number, frame)).hasMessage("died at " + checkpoint);
    }
}
