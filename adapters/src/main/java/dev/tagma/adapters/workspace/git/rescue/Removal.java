package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.tree.Quoted;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of a removal that is under way, written before the first step so that the next start can finish or undo it.
 *
 * @param stage how far it was allowed to go
 * @param path the workspace
 * @param aside where its directory is moved before it is deleted
 * @param store the store and the ref of its rescue
 */
record Removal(Stage stage, Path path, Path aside, Path store, String ref) {

    /** What may have happened already. */
    enum Stage {
        /** The directory is where it was, or aside; nothing of it was deleted. */
        ASIDE,
        /** The directory aside was compared with the rescue and is being deleted. */
        DELETING
    }

    Removal at(Stage later) {
        return new Removal(later, path, aside, store, ref);
    }

    Path file(Path journals) {
        return journals.resolve(ref.substring(ref.lastIndexOf('/') + 1));
    }

    /** Writes the journal so that it outlives a loss of power. */
    void write(Path journals) {
        try {
            Files.createDirectories(journals);
            Path aside = Files.createTempFile(journals, ".new-", "");
            String text = String.join("\n", stage.name(), quoted(path), quoted(this.aside), quoted(store), ref) + "\n";
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(aside, file(journals), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(journals, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new WorkspaceException(
                    Kind.FAILED,
                    "Cannot write the journal of a removal in " + journals + ", nothing was removed: " + e,
                    e);
        }
    }

    void close(Path journals) {
        try {
            Files.deleteIfExists(file(journals));
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot delete " + file(journals) + ": " + e, e);
        }
    }

    /** The journals of removals that have come to no end. */
    static List<Path> files(Path journals) {
        if (!Files.isDirectory(journals)) {
            return List.of();
        }
        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(journals, "[!.]*")) {
            found.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot list the journals in " + journals + ": " + e, e);
        }
        return files;
    }

    /** What a journal says; nothing when it is damaged or gone. */
    static Optional<Removal> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new Removal(
                    Stage.valueOf(lines.get(0)),
                    path(lines.get(1)),
                    path(lines.get(2)),
                    path(lines.get(3)),
                    lines.get(4)));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    private static String quoted(Path path) {
        return Quoted.quote(Root.bytesOf(path));
    }

    private static Path path(String quoted) {
        return Root.ofBytes(Quoted.unquote(quoted));
    }
}
