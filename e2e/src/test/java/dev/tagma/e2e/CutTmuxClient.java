package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The daemon's own clients of the tmux server are killed; the agents and their server go on. */
record CutTmuxClient(Stage stage) implements Fault {

    @Override
    public Set<Moment> moments() {
        return EnumSet.allOf(Moment.class);
    }

    @Override
    public void strike(String session) throws IOException {
        List<ProcessHandle> clients = stage.daemon()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/tmux"))
                .toList();
        assertThat(clients).isNotEmpty();
        clients.forEach(ProcessHandle::destroyForcibly);
    }
}
