package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.snapshot.SnapshotFile;
import dev.tagma.adapters.workspace.git.snapshot.Snapshots;
import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.store.ObjectReader;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.adapters.workspace.git.store.Stores;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.Workspaces.Restored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the files of a snapshot back after a rescue. The index, HEAD and everything that git ignores stay as they are. A file
 * that the snapshot has not goes only if it was not ignored before nor is by the ignore rules that came back.
 */
public final class Rewinder {

    private final Git git;
    private final Stores stores;
    private final Rescuer rescuer;
    private final Snapshots snapshots;
    private final Clock clock;

    public Rewinder(Git git, Stores stores, Rescuer rescuer, Snapshots snapshots, Clock clock) {
        this.git = git;
        this.stores = stores;
        this.rescuer = rescuer;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    public Restored rewind(SessionId session, Workspace workspace, TreeId tree) {
        Place place = Place.of(git, workspace).existing();
        Store store = stores.of(place.storeKey());
        if (!store.has(tree.value())) {
            throw new WorkspaceException(
                    Kind.MISSING, "The snapshot " + tree + " is not kept any more, or was never taken here");
        }
        Saved first = rescuer.save(session, workspace, "before rewinding to " + tree);
        Map<BytePath, Line> rescued = new HashMap<>();
        first.manifest()
                .below(SavedRoot.WORK)
                .forEach(line -> rescued.put(line.spot().path(), line));
        Map<BytePath, Line> wanted = wanted(store, tree, rescued);
        Set<BytePath> before = snapshots.listed(place);
        checkWay(place.path(), wanted, rescued, before);

        Replacement.Done replaced = replace(store, place.path(), rescued, inTheWay(wanted, before), wanted);
        Set<BytePath> gone = new HashSet<>(before);
        gone.retainAll(snapshots.listed(place));
        gone.removeAll(wanted.keySet());
        Replacement.Done done = replaced.and(replace(store, place.path(), rescued, gone, Map.of()));
        check(store, tree, snapshots.present(place), place.path());
        return new Restored(place.path(), done.written(), done.removed(), Optional.of(first.rescue()), List.of());
    }

    private Map<BytePath, Line> wanted(Store store, TreeId tree, Map<BytePath, Line> rescued) {
        List<SnapshotFile> files = Snapshots.files(store, tree).stream()
                .filter(file -> !Manifest.insideGit(file.path()))
                .toList();
        Map<BytePath, Line> wanted = new HashMap<>();
        List<SnapshotFile> links = files.stream().filter(SnapshotFile::link).toList();
        try (ObjectReader reader =
                store.read(links.stream().map(SnapshotFile::oid).toList())) {
            for (SnapshotFile link : links) {
                String target = new String(reader.next(), StandardCharsets.ISO_8859_1);
                wanted.put(
                        link.path(),
                        new Line.Link(spot(link), link.permissions(), clock.instant(), blob(link), target));
            }
        }
        for (SnapshotFile file : files) {
            boolean present = rescued.get(file.path()) instanceof Line.Plain plain
                    && plain.blob().oid().equals(file.oid())
                    && plain.permissions() == file.permissions();
            if (present) {
                wanted.put(file.path(), rescued.get(file.path()));
            } else if (!file.link()) {
                wanted.put(
                        file.path(), new Line.Plain(spot(file), file.permissions(), clock.instant(), blob(file), ""));
            }
        }
        return wanted;
    }

    private static Line.Spot spot(SnapshotFile file) {
        return new Line.Spot(SavedRoot.WORK, file.path());
    }

    private static Blob blob(SnapshotFile file) {
        return new Blob(file.oid(), "", file.size());
    }

    /** Refuses before anything is changed if something that must stay is where a file of the snapshot goes. */
    private static void checkWay(
            Path path, Map<BytePath, Line> wanted, Map<BytePath, Line> rescued, Set<BytePath> listed) {
        for (Line line : rescued.values()) {
            BytePath present = line.spot().path();
            if (line instanceof Line.Folder || listed.contains(present)) {
                continue;
            }
            boolean below = false;
            for (BytePath up = present.parent(); !up.isRoot(); up = up.parent()) {
                below |= wanted.containsKey(up);
            }
            if (below) {
                throw inTheWay(path, present);
            }
        }
        for (BytePath file : wanted.keySet()) {
            for (BytePath up = file.parent(); !up.isRoot(); up = up.parent()) {
                Line line = rescued.get(up);
                boolean stays = line != null
                        && !(line instanceof Line.Folder)
                        && !(line instanceof Line.Listed)
                        && !listed.contains(up);
                if (stays) {
                    throw inTheWay(path, up);
                }
            }
        }
    }

    private static WorkspaceException inTheWay(Path path, BytePath present) {
        return new WorkspaceException(
                Kind.REFUSED,
                path + "/" + present + " is ignored by git and in the way of a file of the snapshot: "
                        + "move it away, then rewind again");
    }

    /** Present files at, above or below the place of a file of the snapshot. */
    private static Set<BytePath> inTheWay(Map<BytePath, Line> wanted, Set<BytePath> listed) {
        var above = new HashSet<BytePath>();
        for (BytePath file : wanted.keySet()) {
            for (BytePath up = file.parent(); !up.isRoot(); up = up.parent()) {
                above.add(up);
            }
        }
        var found = new HashSet<BytePath>();
        for (BytePath file : listed) {
            boolean met = wanted.containsKey(file) || above.contains(file);
            for (BytePath up = file.parent(); !up.isRoot(); up = up.parent()) {
                met |= wanted.containsKey(up);
            }
            if (met) {
                found.add(file);
            }
        }
        return found;
    }

    /** Replaces some present files, which must be as they were rescued, and drops the directories that this empties. */
    private static Replacement.Done replace(
            Store store, Path path, Map<BytePath, Line> rescued, Set<BytePath> affected, Map<BytePath, Line> wanted) {
        var present = new ArrayList<Line>();
        var emptied = new HashSet<BytePath>();
        for (BytePath file : affected) {
            Line line = rescued.get(file);
            if (line == null) {
                throw new WorkspaceException(
                        Kind.FAILED,
                        path + "/" + file
                                + " is new since the rescue: stop what writes to the workspace, then rewind again");
            }
            present.add(line);
            if (!wanted.containsKey(file)) {
                for (BytePath up = file.parent(); !up.isRoot(); up = up.parent()) {
                    emptied.add(up);
                }
            }
        }
        for (BytePath file : wanted.keySet()) {
            Line line = rescued.get(file);
            if (line instanceof Line.Listed || (line != null && !affected.contains(file))) {
                present.add(line);
            }
            for (BytePath up = file.parent(); !up.isRoot(); up = up.parent()) {
                emptied.remove(up);
            }
        }
        emptied.forEach(folder -> {
            Line line = rescued.get(folder);
            if (line instanceof Line.Folder) {
                present.add(line);
            }
        });
        var replacement = new Replacement(store, path, present, List.copyOf(wanted.values()));
        replacement.check();
        return replacement.run();
    }

    private static void check(Store store, TreeId wanted, TreeId now, Path path) {
        List<String> lacking = store.git(
                        "diff-tree", "-r", "-z", "--name-only", "--diff-filter=MDT", wanted.value(), now.value())
                .check()
                .items();
        if (!lacking.isEmpty()) {
            throw new WorkspaceException(
                    Kind.FAILED,
                    path + " is not as in the snapshot: " + new BytePath(lacking.getFirst())
                            + " differs; stop what writes to the workspace, then rewind again");
        }
    }
}
