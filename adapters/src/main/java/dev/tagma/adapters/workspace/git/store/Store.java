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
import java.util.concurrent.atomic.AtomicInteger;

/** A bare repository of ours that keeps the saved bytes of one place. It has no remotes and borrows no objects. */
public final class Store {

    private final Git git;
    private final Path directory;
    private final AtomicInteger writing;

    /** @param writing how many writers are open on this directory, whichever object they were asked of */
    Store(Git git, Path directory, AtomicInteger writing) {
        this.git = git;
        this.directory = directory;
        this.writing = writing;
    }

    public Path directory() {
        return directory;
    }

    public GitCommand git(String... arguments) {
        return git.store(directory, arguments);
    }

    /** A writer that keeps all it writes in one pack, whatever the number; for what must be safe on disk. */
    public ObjectWriter packedWriter() {
        return writer(fastImport().withSetting("fastimport.unpackLimit", "0"));
    }

    /** A writer that leaves few objects loose, so that many small saves do not make many packs. */
    public ObjectWriter looseWriter() {
        return writer(fastImport().withSetting("core.fsyncMethod", "batch"));
    }

    private ObjectWriter writer(GitCommand command) {
        writing.incrementAndGet();
        return new ObjectWriter(command.start(), this::closed);
    }

    /** What a failed writer leaves behind would fill a full disk further; while others write nobody can tell it apart. */
    private void closed(boolean finished) {
        int others = writing.decrementAndGet();
        if (!finished && others == 0) {
            deleteAll(directory, "fast_import_crash_*");
            deleteAll(directory.resolve("objects/pack"), "tmp_*");
        }
    }

    private static void deleteAll(Path folder, String glob) {
        try (var leftovers = Files.newDirectoryStream(folder, glob)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException e) {
            // What stays is found by the next collection.
        }
    }

    /** Packs what has become many small pieces, and drops what no ref has kept for two weeks. */
    public void collect() {
        git("gc", "--auto", "--quiet")
                .withSetting("gc.auto", "6700")
                .withSetting("gc.autoPackLimit", "50")
                .withSetting("gc.autoDetach", "false")
                .withSetting("gc.pruneExpire", "2.weeks.ago")
                .withLimit(GitCommand.LONG_LIMIT)
                .check();
    }

    private GitCommand fastImport() {
        // Large files are streamed, not held; deltas between unrelated files would only cost time.
        return git("fast-import", "--quiet", "--done", "--force", "--depth=0", "--date-format=raw")
                .withSetting("core.bigFileThreshold", "8m")
                .withLimit(GitCommand.LONG_LIMIT);
    }

    public ObjectReader read(List<String> names) {
        return new ObjectReader(
                git("cat-file", "--batch").withLimit(GitCommand.LONG_LIMIT).start(), names);
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
