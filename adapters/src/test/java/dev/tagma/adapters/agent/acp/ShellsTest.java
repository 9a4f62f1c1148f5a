package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.testkit.fake.FakeProcesses;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ShellsTest {

    @TempDir
    private Path directory;

    private final FakeProcesses machine = new FakeProcesses(spec -> Optional.of((line, says) -> OptionalInt.empty()));
    private final JsonMapper mapper = JsonMapper.shared();

    @Test
    void oneThatCannotBeEndedHidesNoEndOfTheAgentAndIsNotForgotten() {
        ShellProcesses processes = new ShellProcesses(machine.open(step -> {}), "shell", ended -> {});
        Shells shells = new Shells(processes, new WorkspaceFiles(directory), Map.of(), new Messages(mapper), mapper);
        State.Shell stuck = new State.Shell("t1-1", "stuck", 1, List.of());
        State.Shell other = new State.Shell("t1-2", "other", 1, List.of());
        for (State.Shell shell : List.of(stuck, other)) {
            processes.start(shell.id(), List.of(shell.id()), Map.of(), directory);
        }
        machine.hold("shell-t1-1");
        Change<State> change = new Change<>(
                State.none(mapper.createObjectNode(), Instant.EPOCH).with(stuck).with(other),
                new AcpTelling(new Asking(mapper), Clock.systemUTC()));

        shells.gone(change);

        assertThat(change.state().shells()).containsExactly(stuck);
        assertThat(machine.open(step -> {}).list()).hasSize(1);
    }
}
