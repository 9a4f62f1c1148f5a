package dev.tagma.adapters.workspace.git;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Workspaces;
import dev.tagma.testkit.contract.WorkspacesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class GitWorkspacesContractTest extends WorkspacesContract {

    @TempDir
    Path temporary;

    private Bench bench;
    private Path repository;
    private Path otherRepository;
    private Path directory;
    private int free;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(temporary.toRealPath());
        repository = bench.repository("project");
        otherRepository = bench.repository("web");
        directory = Files.createDirectory(bench.directory.resolve("plain"));
    }

    @Override
    protected Workspaces workspaces() {
        return bench.workspaces();
    }

    @Override
    protected Path repository() {
        return repository;
    }

    @Override
    protected Path otherRepository() {
        return otherRepository;
    }

    @Override
    protected Path directory() {
        return directory;
    }

    @Override
    protected Path free() {
        return bench.directory.resolve("free-" + ++free);
    }

    @Override
    protected void write(Workspace workspace, String name, String text) {
        Bench.write(Path.of(workspace.path(), name), text);
    }

    @Override
    protected Optional<String> read(Path at, String name) {
        Path file = at.resolve(name);
        return Files.exists(file) ? Optional.of(Bench.read(file)) : Optional.empty();
    }

    @Override
    protected void vanish(Workspace workspace) {
        bench.shell(bench.directory, "rm -r '" + workspace.path() + "'");
    }
}
