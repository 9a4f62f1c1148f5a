package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.awaitility.Awaitility;

/** The tmux server ends as by {@code kill -9}, and with it every agent. Each is started again with its conversation. */
record KilledTmux(Stage stage) implements Fault {

    @Override
    public Set<Moment> moments() {
        return EnumSet.of(Moment.QUIET);
    }

    @Override
    public void strike(String session) throws IOException {
        TmuxServers.server(stage.home().state(), stage.environment()).destroyForcibly();
    }

    @Override
    public void meanwhile(String session) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(Stage.text(stage.show(session), "lifecycle")).isEqualTo("stopped"));
        assertThat(Stage.text(stage.show(session), "reason")).contains("tmux");
    }

    @Override
    public void heal(String session) {
        stage.post("/v1/sessions/" + session + "/restart");
        stage.awaitActivity(session, "idle");
    }
}
