package dev.tagma.testkit.fake;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Workspaces;
import dev.tagma.testkit.contract.WorkspacesContract;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

class FakeWorkspacesTest extends WorkspacesContract {

    private final FakeWorkspaces fake = new FakeWorkspaces(Clock.systemUTC());
    private int free;

    FakeWorkspacesTest() {
        fake.addRepository(repository(), Map.of("README", "hello\n"));
        fake.addRepository(otherRepository(), Map.of("README", "hello\n"));
        fake.addDirectory(directory());
    }

    @Override
    protected Workspaces workspaces() {
        return fake;
    }

    @Override
    protected Path repository() {
        return Path.of("/fake/project");
    }

    @Override
    protected Path otherRepository() {
        return Path.of("/fake/web");
    }

    @Override
    protected Path directory() {
        return Path.of("/fake/plain");
    }

    @Override
    protected Path free() {
        return Path.of("/fake/free-" + ++free);
    }

    @Override
    protected void write(Workspace workspace, String name, String text) {
        fake.write(workspace, name, text);
    }

    @Override
    protected Optional<String> read(Path directory, String name) {
        return fake.read(directory, name);
    }

    @Override
    protected void vanish(Workspace workspace) {
        fake.vanish(workspace);
    }
}
