package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class StateReaderTest {

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final long pid = ProcessHandle.current().pid();
    private final List<TurnState> turns = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    @TempDir
    private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        new HookSpool(directory.resolve("spool"), mapper).prepare();
    }

    @Test
    void saysNothingMoreOfAStateThatPassedWhileTheHooksWereTakenIn() {
        StateReader reader = reader();
        write("idle", 1000);
        reader.look();
        turns.clear();

        write("busy", 2000);
        meanwhile = () -> write("idle", 3000);
        reader.look();

        assertThat(turns).containsExactly(TurnState.RUNNING, TurnState.OVER);
    }

    @Test
    void saysThatWorkBeganBeforeTheHooksSayThatItEnded() {
        StateReader reader = reader();
        write("idle", 1000);
        reader.look();
        turns.clear();

        write("busy", 2000);
        meanwhile = () -> turns.add(TurnState.OVER);
        reader.look();

        assertThat(turns).startsWith(TurnState.RUNNING, TurnState.OVER);
    }

    @Test
    void takesInWhatBroughtTheAgentToTheStateItIsIn() {
        StateReader reader = reader();
        write("idle", 1000);
        reader.look();
        List<String> order = new ArrayList<>();

        write("busy", 2000);
        meanwhile = () -> {
            order.add(order.isEmpty() ? "told of busy" : "told of waiting");
            write("waiting", 3000);
        };
        reader.look();

        assertThat(order).containsExactly("told of busy", "told of waiting");
        assertThat(reader.last())
                .hasValueSatisfying(state -> assertThat(state.status()).isEqualTo("waiting"));
    }

    private StateReader reader() {
        HookSpool spool = new HookSpool(directory.resolve("spool"), mapper);
        Asks asks = new Asks(spool, new Decision(mapper), this::observed);
        StateFile file = new StateFile(directory, mapper);
        TasksLeft tasks = new TasksLeft();
        HookReader hooks = new HookReader(
                spool, asks, this::observed, (id, path) -> {}, () -> {}, tasks, () -> {}, Clock.systemUTC());
        return new StateReader(
                file,
                () -> OptionalLong.of(pid),
                hooks,
                tasks,
                new WorkBegun(file, () -> OptionalLong.of(pid), tasks, this::observed, Clock.systemUTC()),
                () -> false,
                asks,
                this::observed,
                () -> meanwhile.run(),
                (id, path) -> {},
                Clock.systemUTC());
    }

    private void observed(Observation observation) {
        if (observation instanceof Observation.Seen seen
                && seen.fact().reading() instanceof Reading.Turn(TurnState state)) {
            turns.add(state);
        }
    }

    private void write(String status, long since) {
        try {
            Files.writeString(
                    directory.resolve(pid + ".json"),
                    "{\"sessionId\":\"\",\"status\":\"" + status + "\",\"statusUpdatedAt\":" + since + "}");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
