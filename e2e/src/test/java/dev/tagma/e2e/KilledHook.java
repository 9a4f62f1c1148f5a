package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The hook that waits with the agent's request is killed: the dialog stays, its channel is gone. */
record KilledHook(Stage stage) implements Fault {

    @Override
    public Set<Moment> moments() {
        return EnumSet.of(Moment.ASKED);
    }

    @Override
    public void strike(String session) {
        List<ProcessHandle> waiting = HookFiles.of(stage, session).waiting();
        assertThat(waiting).isNotEmpty();
        waiting.forEach(ProcessHandle::destroyForcibly);
        waiting.forEach(hook -> hook.onExit().join());
    }
}
