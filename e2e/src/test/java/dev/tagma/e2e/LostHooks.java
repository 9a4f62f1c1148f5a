package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The directory into which the hooks write is moved away, and put back later. */
record LostHooks(Stage stage) implements Fault {

    @Override
    public Set<Moment> moments() {
        return EnumSet.of(Moment.QUIET, Moment.WORKING);
    }

    @Override
    public void strike(String session) throws IOException {
        Path hooks = HookFiles.of(stage, session).directory();
        Files.move(hooks, away(hooks));
    }

    @Override
    public void meanwhile(String session) {
        assertThat(stage.activity(session)).isIn("idle", "working", "unknown");
    }

    @Override
    public void heal(String session) throws IOException {
        Path hooks = HookFiles.of(stage, session).directory();
        Files.move(away(hooks), hooks);
    }

    private static Path away(Path hooks) {
        return hooks.resolveSibling("hooks-away");
    }
}
