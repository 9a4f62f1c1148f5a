package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.store.ObjectWriter;
import dev.tagma.adapters.workspace.git.store.ObjectWriter.Change;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.adapters.workspace.git.store.Stores;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.OwnDirectories;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.SymbolicLink;
import dev.tagma.adapters.workspace.git.tree.Walk;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Saves everything of a workspace to a ref and reads it back. All bytes come from our own walk; git only keeps them.
 */
public final class Rescuer {

    private final Git git;
    private final Stores stores;
    private final Rescues rescues;
    private final RescueIds ids;
    private final Path scratch;
    private final OwnDirectories own;
    private final Clock clock;
    private final Checkpoint checkpoint;

    /** @param scratch a directory for files that live as long as a call */
    public Rescuer(
            Git git,
            Stores stores,
            Rescues rescues,
            Path scratch,
            OwnDirectories own,
            Clock clock,
            Checkpoint checkpoint) {
        this.git = git;
        this.stores = stores;
        this.rescues = rescues;
        this.ids = new RescueIds(clock);
        this.scratch = scratch;
        this.own = own;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** What a rescue of the place would list and not save. */
    List<Line.Listed> listed(Place place, Workspace workspace) {
        return Scope.tree(place, workspace.owned())
                .map(root -> Survey.of(git, root, own, place.tracked()).listed())
                .orElse(List.of());
    }

    /** Saves the workspace. When this returns every byte is on disk, kept by the ref and read back from it. */
    public Rescue rescue(SessionId session, Workspace workspace, String reason) {
        return save(session, workspace, reason).rescue();
    }

    /** Saves the workspace. When this returns every byte is on disk, kept by the ref and read back from it. */
    Saved save(SessionId session, Workspace workspace, String reason) {
        Place place = Place.of(git, workspace);
        if (!place.exists() && place.gitRoots().isEmpty()) {
            throw new WorkspaceException(
                    Kind.MISSING, "The workspace " + place.path() + " is gone, and nothing of it is left to save");
        }
        Store store = stores.of(place.storeKey());
        String id = ids.next();
        String ref = Rescues.REFS + id;
        Instant now = clock.instant();
        try (ObjectWriter writer = store.packedWriter()) {
            var lines = new ArrayList<Line>();
            var roots = new ArrayList<SavedRoot>();
            List<Found> tree = List.of();
            Optional<SavedRoot> work = Scope.tree(place, workspace.owned());
            if (work.isPresent()) {
                tree = save(writer, work.get(), place.tracked(), lines);
                roots.add(work.get());
            }
            Map<String, Manifest.Head> heads = new LinkedHashMap<>();
            Map<String, Blob> histories = new LinkedHashMap<>();
            for (SavedRoot root : Scope.gitDirectories(place, tree)) {
                save(writer, root, false, lines);
                roots.add(root);
                heads.put(root.name(), new History(git, root.path()).head());
                boolean branchCounts = !(workspace.owned() && root.own());
                history(writer, root, branchCounts).ifPresent(blob -> histories.put(root.name(), blob));
            }
            var manifest =
                    new Manifest(id, session, now, reason, workspace, place.common(), heads, roots, histories, lines);
            writer.commit(ref, now, "Saved " + workspace.path() + "\n\n" + reason + "\n", tree(writer, manifest));
            writer.finish();
        }
        store.sync(ref);
        checkpoint.reached("rescue.written");
        Saved saved = rescues.readBack(store, ref);
        checkpoint.reached("rescue.verified");
        return saved;
    }

    private List<Found> save(ObjectWriter writer, SavedRoot root, boolean tracked, List<Line> lines) {
        var files = new Root(root.path());
        Survey.Result survey = Survey.of(git, root, own, tracked);
        for (Found found : survey.saved()) {
            try {
                lines.add(line(writer, root, files.resolve(found.path()), found));
            } catch (NoSuchFileException e) {
                // Deleted since the walk met it; a rescue is of what is there.
            } catch (IOException e) {
                throw Walk.unreadable(root.path() + "/" + found.path(), e);
            }
        }
        lines.addAll(survey.listed());
        return survey.saved();
    }

    private static Line line(ObjectWriter writer, SavedRoot root, Path file, Found found) throws IOException {
        var spot = new Line.Spot(root.name(), found.path());
        FileStat stat = found.stat();
        return switch (stat.type()) {
            case DIRECTORY -> new Line.Folder(spot, stat.permissions(), stat.modified());
            case FIFO, SOCKET, DEVICE -> new Line.Special(spot, stat.permissions(), stat.modified(), stat.type());
            case SYMLINK -> {
                String target = SymbolicLink.read(file);
                Blob blob = writer.bytes(target.getBytes(StandardCharsets.ISO_8859_1));
                yield new Line.Link(spot, stat.permissions(), stat.modified(), blob, target);
            }
            case FILE -> {
                ObjectWriter.StoredFile stored = writer.file(file);
                FileStat read = stored.stat();
                String group = read.links() > 1 ? read.device() + ":" + read.inode() : "";
                yield new Line.Plain(spot, read.permissions(), read.modified(), stored.blob(), group);
            }
        };
    }

    /** Objects that only this git directory keeps, as one pack. */
    private Optional<Blob> history(ObjectWriter writer, SavedRoot root, boolean branchCounts) {
        try {
            Files.createDirectories(scratch);
            Path pack = Files.createTempFile(scratch, "history-", ".pack");
            try {
                return new History(git, root.path()).pack(pack, branchCounts)
                        ? Optional.of(writer.file(pack).blob())
                        : Optional.empty();
            } finally {
                Files.delete(pack);
            }
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot save the commits of " + root.path() + ": " + e, e);
        }
    }

    /** The tree of the commit: the workspace's own files under their names, so that plain git finds them; the rest by id. */
    private static List<Change> tree(ObjectWriter writer, Manifest manifest) {
        var changes = new ArrayList<Change>();
        byte[] text = ManifestText.write(manifest).getBytes(StandardCharsets.US_ASCII);
        changes.add(new Change("100644", writer.bytes(text).oid(), Rescues.MANIFEST));
        byte[] summary = Summary.write(manifest).getBytes(StandardCharsets.US_ASCII);
        changes.add(new Change("100644", writer.bytes(summary).oid(), Rescues.SUMMARY));
        manifest.histories()
                .forEach((root, blob) ->
                        changes.add(new Change("100644", blob.oid(), Rescues.HISTORY + "/" + root + ".pack")));
        for (Line line : manifest.lines()) {
            if (line instanceof Line.Plain plain) {
                boolean executable = (plain.permissions() & 0100) != 0;
                changes.add(change(line, executable ? "100755" : "100644", plain.blob()));
            } else if (line instanceof Line.Link link) {
                changes.add(change(line, "120000", link.blob()));
            }
        }
        return changes;
    }

    private static Change change(Line line, String mode, Blob blob) {
        Line.Spot spot = line.spot();
        if (spot.root().equals(SavedRoot.WORK) && isOrdinary(line)) {
            return new Change(
                    mode, blob.oid(), Rescues.FILES + "/" + spot.path().latin1());
        }
        return new Change("100644", blob.oid(), Rescues.PARTS + "/" + blob.oid().substring(0, 2) + "/" + blob.oid());
    }

    /** Whether git itself takes the name in a tree: not its own directory, in any spelling some system would take for it. */
    private static boolean isOrdinary(Line line) {
        for (String name : line.spot().path().latin1().split("/", -1)) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean reserved = lower.startsWith("git~")
                    || (lower.startsWith(".git") && (lower.length() == 4 || !Character.isLetter(lower.charAt(4))));
            if (reserved || (lower.startsWith(".git") && line instanceof Line.Link)) {
                return false;
            }
        }
        return true;
    }
}
