package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/** The tmux server is stopped for longer than can be overlooked, and then goes on. */
final class StoppedTmux implements Fault {

    private final Stage stage;
    private Optional<ProcessHandle> stopped = Optional.empty();

    StoppedTmux(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Set<Moment> moments() {
        return EnumSet.allOf(Moment.class);
    }

    @Override
    public void strike(String session) throws IOException {
        stopped = Optional.of(TmuxServers.server(stage.home().state(), stage.environment()));
        signal("STOP");
    }

    @Override
    public void meanwhile(String session) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(Stage.text(stage.show(session), "lifecycle")).isEqualTo("lost"));
        assertThat(Stage.text(stage.show(session), "reason")).contains("tmux");
    }

    @Override
    public void heal(String session) throws IOException {
        signal("CONT");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(Stage.text(stage.show(session), "lifecycle")).isEqualTo("live"));
    }

    private void signal(String name) throws IOException {
        TmuxServers.run(
                List.of("kill", "-" + name, Long.toString(stopped.orElseThrow().pid())));
    }
}
