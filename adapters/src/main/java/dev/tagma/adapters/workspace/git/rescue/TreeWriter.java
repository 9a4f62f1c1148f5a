package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.ObjectReader;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.SpecialFiles;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes saved lines into a directory: names, bytes, modes, times, links of both kinds. It never writes over anything. */
final class TreeWriter {

    private static final int OWNER_ALL = 0700;

    private final Store store;
    private final Root root;
    private final Map<String, Path> groups = new HashMap<>();

    TreeWriter(Store store, Path directory) {
        this.store = store;
        this.root = new Root(directory);
    }

    /**
     * Writes the lines; directories that are there already are taken as they are and given the saved mode and time.
     *
     * @return how many files and links were written
     */
    long write(List<Line> lines) {
        List<Line.Folder> folders = lines.stream()
                .filter(Line.Folder.class::isInstance)
                .map(Line.Folder.class::cast)
                .sorted(Comparator.comparing(folder -> folder.spot().path()))
                .toList();
        List<Line> contents = lines.stream()
                .filter(line -> line instanceof Line.Plain || line instanceof Line.Link)
                .toList();
        try {
            for (Line.Folder folder : folders) {
                makeDirectory(folder);
            }
            writeContents(contents);
            for (Line line : lines) {
                if (line instanceof Line.Special special && special.kind() == FileKind.FIFO) {
                    Path fifo = file(special);
                    SpecialFiles.fifo(fifo, OWNER_ALL & special.permissions());
                    // Its time stays new: Java sets times through an open file, and opening a fifo waits for a writer.
                    Files.setAttribute(fifo, "unix:mode", special.permissions());
                }
            }
            // Deepest first, since writing into a directory changes its time and may need more than its mode allows.
            for (Line.Folder folder : folders.reversed()) {
                finish(file(folder), folder.permissions(), folder.modified());
            }
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Restoring into " + root.path() + " failed: " + e, e);
        }
        return contents.size();
    }

    private Path file(Line line) {
        return root.resolve(line.spot().path());
    }

    private void makeDirectory(Line.Folder folder) throws IOException {
        Path directory = file(folder);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory);
        }
        Files.setAttribute(directory, "unix:mode", folder.permissions() | OWNER_ALL);
    }

    private void writeContents(List<Line> contents) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (Line line : contents) {
            if (line instanceof Line.Plain plain) {
                wanted.add(plain.blob().oid());
            }
        }
        try (ObjectReader reader = store.read(wanted)) {
            for (Line line : contents) {
                Path file = file(line);
                Files.createDirectories(file.getParent());
                if (line instanceof Line.Plain plain) {
                    write(reader, plain, file);
                } else if (line instanceof Line.Link link) {
                    SpecialFiles.link(file, link.target());
                    touch(file, link.modified());
                }
            }
        }
    }

    private void write(ObjectReader reader, Line.Plain plain, Path file) throws IOException {
        Path first = plain.group().isEmpty() ? null : groups.putIfAbsent(plain.group(), file);
        if (first != null) {
            reader.next(java.io.OutputStream.nullOutputStream());
            Files.createLink(file, first);
            return;
        }
        try (var out = new SparseFile(file)) {
            reader.next(out);
        }
        finish(file, plain.permissions(), plain.modified());
    }

    private static void finish(Path file, int permissions, Instant modified) throws IOException {
        // The time first, since the mode may forbid even the owner to open the file.
        touch(file, modified);
        Files.setAttribute(file, "unix:mode", permissions);
    }

    private static void touch(Path file, Instant modified) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(modified), null, null);
    }

    /** Whether something is at the place of a line. */
    boolean isThere(Line line) {
        return Files.exists(file(line), LinkOption.NOFOLLOW_LINKS);
    }

    boolean isThere(BytePath path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }
}
