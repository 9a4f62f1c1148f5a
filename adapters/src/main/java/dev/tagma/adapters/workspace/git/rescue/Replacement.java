package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what is in a directory, all of which was just rescued, into what another rescue holds. What was only listed, then or
 * now, stays untouched; where it is in the way nothing is begun.
 */
final class Replacement {

    private final Store store;
    private final Root root;
    private final Map<BytePath, Line> present = new HashMap<>();
    private final Map<BytePath, Line> wanted = new HashMap<>();
    private final Set<BytePath> kept = new HashSet<>();

    /**
     * @param present what is there, as rescued
     * @param wanted what is to be there
     */
    Replacement(Store store, Path directory, List<Line> present, List<Line> wanted) {
        this.store = store;
        this.root = new Root(directory);
        present.forEach(line -> this.present.put(line.spot().path(), line));
        wanted.forEach(line -> this.wanted.put(line.spot().path(), line));
        present.stream()
                .filter(Line.Listed.class::isInstance)
                .forEach(line -> kept.add(line.spot().path()));
        wanted.stream()
                .filter(Line.Listed.class::isInstance)
                .forEach(line -> kept.add(line.spot().path()));
    }

    /** Refuses if something unsaved is where something saved must go. */
    void check() {
        for (Line line : wanted.values()) {
            BytePath path = line.spot().path();
            boolean unsaved = (!(line instanceof Line.Listed) && underKept(path) && !present.containsKey(path))
                    || (present.get(path) instanceof Line.Listed && !(line instanceof Line.Listed));
            if (unsaved && Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                throw new WorkspaceException(
                        Kind.REFUSED,
                        root.path() + "/" + path
                                + " is in the way and was not saved, being a cache or large and ignored: move it away, then restore again");
            }
        }
    }

    /**
     * What was done, in files and links.
     *
     * @param removed how many are gone without another in their place
     */
    record Done(long written, long removed) {

        Done and(Done other) {
            return new Done(written + other.written, removed + other.removed);
        }
    }

    /** Clears what is not wanted, then writes what is not there as it is wanted. */
    Done run() {
        var writes = new ArrayList<Line>();
        long removed = 0;
        try {
            for (Line line : deepestFirst()) {
                Line target = wanted.get(line.spot().path());
                if (!underKept(line.spot().path()) && (target == null || !same(line, target))) {
                    delete(line, target);
                    removed += target == null && !(line instanceof Line.Folder) ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Clearing " + root.path() + " failed: " + e, e);
        }
        for (Line line : wanted.values()) {
            Line before = present.get(line.spot().path());
            if (line instanceof Line.Folder || before == null || !same(before, line)) {
                writes.add(line);
            }
        }
        return new Done(new TreeWriter(store, root.path()).write(writes), removed);
    }

    private List<Line> deepestFirst() {
        return present.values().stream()
                .filter(line -> !line.spot().path().isRoot())
                .sorted(Comparator.comparing((Line line) -> line.spot().path()).reversed())
                .toList();
    }

    private static boolean same(Line one, Line other) {
        return switch (one) {
            case Line.Plain plain ->
                other instanceof Line.Plain that
                        && plain.blob().equals(that.blob())
                        && plain.permissions() == that.permissions()
                        && plain.group().isEmpty()
                        && that.group().isEmpty();
            case Line.Link link ->
                other instanceof Line.Link that && link.target().equals(that.target());
            case Line.Folder folder -> other instanceof Line.Folder;
            case Line.Special special -> other instanceof Line.Special that && special.kind() == that.kind();
            case Line.Listed listed -> other instanceof Line.Listed;
        };
    }

    private void delete(Line line, @org.jspecify.annotations.Nullable Line target) throws IOException {
        Path file = root.resolve(line.spot().path());
        try {
            if (line instanceof Line.Folder) {
                Files.delete(file);
                return;
            }
            FileStat now = FileStat.of(file);
            boolean touched = now.type() == FileKind.DIRECTORY
                    || !now.modified().equals(line.modified())
                    || (line instanceof Line.Plain plain
                            && now.size() != plain.blob().size());
            if (touched) {
                throw new WorkspaceException(
                        Kind.FAILED,
                        file + " was written while the workspace was being restored: stop what writes to it, then "
                                + "restore again");
            }
            Files.delete(file);
        } catch (NoSuchFileException e) {
            // Gone is what it was to be.
        } catch (DirectoryNotEmptyException e) {
            if (target != null) {
                throw new WorkspaceException(
                        Kind.REFUSED,
                        file
                                + " holds something that was not saved and is in the way: move it away, then restore again",
                        e);
            }
        }
    }

    private boolean underKept(BytePath path) {
        for (BytePath up = path; !up.isRoot(); up = up.parent()) {
            if (kept.contains(up)) {
                return true;
            }
        }
        return false;
    }
}
