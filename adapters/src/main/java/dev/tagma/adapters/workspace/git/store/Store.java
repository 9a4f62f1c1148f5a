package dev.tagma.adapters.workspace.git.store;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A bare repository of ours that keeps the saved bytes of one place. It has no remotes and borrows no objects. */
public final class Store {

    private final Git git;
    private final Path directory;

    Store(Git git, Path directory) {
        this.git = git;
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    public GitCommand git(String... arguments) {
        return git.store(directory, arguments);
    }

    /** A writer that keeps all it writes in one pack, whatever the number; for what must be safe on disk. */
    public ObjectWriter packedWriter() {
        return new ObjectWriter(
                fastImport().withSetting("fastimport.unpackLimit", "0").start());
    }

    /** A writer that leaves few objects loose, so that many small saves do not make many packs. */
    public ObjectWriter looseWriter() {
        return new ObjectWriter(
                fastImport().withSetting("core.fsyncMethod", "batch").start());
    }

    private GitCommand fastImport() {
        // Large files are streamed, not held; deltas between unrelated files would only cost time.
        return git("fast-import", "--quiet", "--done", "--force", "--depth=0", "--date-format=raw")
                .withSetting("core.bigFileThreshold", "8m");
    }

    public ObjectReader read(List<String> names) {
        return new ObjectReader(git("cat-file", "--batch").start(), names);
    }

    /** The id of what a name such as {@code ref:path} stands for. */
    public Optional<String> resolve(String name) {
        var output = git("rev-parse", "--verify", "--quiet", "--end-of-options", name)
                .run();
        return output.ok() ? Optional.of(output.text()) : Optional.empty();
    }

    public boolean has(String oid) {
        return git("cat-file", "-e", oid).run().ok();
    }

    public void deleteRef(String ref) {
        git("update-ref", "-d", ref).check();
    }

    /** Makes new names in the store's directories outlive a loss of power; git does so for contents only. */
    public void sync(String ref) {
        sync(directory.resolve("objects/pack"));
        sync(directory.resolve("objects"));
        for (Path up = directory.resolve(ref).getParent();
                up != null && up.startsWith(directory);
                up = up.getParent()) {
            sync(up);
        }
    }

    private static void sync(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot sync " + folder + ": " + e, e);
        }
    }
}
