package dev.tagma.adapters.workspace.git.snapshot;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.store.Digests;
import dev.tagma.adapters.workspace.git.store.ObjectReader;
import dev.tagma.adapters.workspace.git.store.ObjectWriter;
import dev.tagma.adapters.workspace.git.store.ObjectWriter.Change;
import dev.tagma.adapters.workspace.git.store.PathLocks;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.adapters.workspace.git.store.Stores;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.OwnDirectories;
import dev.tagma.adapters.workspace.git.tree.Quoted;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.SymbolicLink;
import dev.tagma.adapters.workspace.git.tree.Walk;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes snapshots. A snapshot is a commit without parents in the place's store: {@code files} is the tree of the files with
 * their raw bytes, {@code modes} names those whose permissions git's two modes do not tell.
 */
public final class Snapshots {

    /** Where the tree of files and the list of modes are in a snapshot's commit. */
    static final String FILES = "files";

    static final String MODES = "modes";

    /** All snapshots that are kept have refs below this. */
    public static final String REFS = "refs/tagma/snapshot/";

    private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    /** A file that was changed so shortly before it was read may change again within the same tick of its file system. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Git git;
    private final Stores stores;
    private final Path indexes;
    private final OwnDirectories own;
    private final PathLocks locks = new PathLocks();

    /** @param indexes the directory that keeps the private index of every workspace */
    public Snapshots(Git git, Stores stores, Path indexes, OwnDirectories own) {
        this.git = git;
        this.stores = stores;
        this.indexes = indexes;
        this.own = own;
    }

    /** Saves what the place holds now, kept by the ref. */
    public TreeId take(Place place, String ref) {
        Store store = stores.of(place.storeKey());
        Path indexFile = indexFile(place);
        try (var _ = locks.hold(indexFile)) {
            Instant now = fileSystemTime();
            var before = PrivateIndex.read(indexFile).filter(index -> store.has(index.tree()));
            PrivateIndex after;
            try {
                after = save(store, place, ref, now, before.orElse(EMPTY));
            } catch (WorkspaceException e) {
                if (before.isEmpty()) {
                    throw e;
                }
                // What the index remembers may be gone from the store; the second try relies on nothing.
                after = save(store, place, ref, now, EMPTY);
            }
            after.write(indexFile);
            return new TreeId(after.tree());
        } catch (IOException e) {
            throw new WorkspaceException(
                    Kind.FAILED, "Cannot keep the index of a snapshot in " + indexes + ": " + e, e);
        }
    }

    private static final PrivateIndex EMPTY = new PrivateIndex(EMPTY_TREE, new TreeMap<>());

    /** Saves what the place holds now, kept until the next time this is asked of it. */
    public TreeId present(Place place) {
        return take(
                place, "refs/tagma/present/" + Digests.shortHash(place.path().toString(), 16));
    }

    /** The files that a snapshot of the place would hold now. */
    public Set<BytePath> listed(Place place) {
        return Listing.of(git, new Root(place.path()), own, place.tracked()).keySet();
    }

    /** What a snapshot holds; permissions are the usual ones where the snapshot itself is no longer kept. */
    public static List<SnapshotFile> files(Store store, TreeId tree) {
        Map<String, Integer> modes = modes(store, tree);
        var files = new ArrayList<SnapshotFile>();
        for (String item :
                store.git("ls-tree", "-r", "-z", "-l", tree.value()).check().items()) {
            int tab = item.indexOf('\t');
            String[] columns = item.substring(0, tab).split(" +", -1);
            String path = item.substring(tab + 1);
            int usual = columns[0].equals("100755") ? 0755 : 0644;
            files.add(new SnapshotFile(
                    new BytePath(path),
                    columns[0].equals("120000"),
                    columns[2],
                    Long.parseLong(columns[3]),
                    modes.getOrDefault(path, usual)));
        }
        return files;
    }

    private static Map<String, Integer> modes(Store store, TreeId tree) {
        var modes = new HashMap<String, Integer>();
        for (String ref : refs(store, REFS)) {
            if (store.resolve(ref + ":" + FILES).filter(tree.value()::equals).isPresent()) {
                try (ObjectReader reader = store.read(List.of(ref + ":" + MODES))) {
                    new String(reader.next(), StandardCharsets.ISO_8859_1)
                            .lines()
                            .forEach(line -> {
                                int space = line.indexOf(' ');
                                modes.put(
                                        Quoted.unquote(line.substring(space + 1)),
                                        Integer.parseInt(line.substring(0, space), 8));
                            });
                }
                return modes;
            }
        }
        return modes;
    }

    /** Forgets what is remembered of the place; the next snapshot reads every file. */
    public void forget(Place place) {
        try {
            Files.deleteIfExists(indexFile(place));
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot delete " + indexFile(place) + ": " + e, e);
        }
    }

    private PrivateIndex save(Store store, Place place, String ref, Instant now, PrivateIndex before)
            throws IOException {
        var root = new Root(place.path());
        SortedMap<BytePath, FileStat> listed = Listing.of(git, root, own, place.tracked());
        var files = new TreeMap<BytePath, Remembered>();
        var changes = new ArrayList<Change>();
        if (!before.tree().equals(EMPTY_TREE)) {
            changes.add(new Change("040000", before.tree(), FILES));
        }
        for (BytePath gone : before.files().keySet()) {
            if (!listed.containsKey(gone)) {
                changes.add(Change.gone(FILES + "/" + gone.latin1()));
            }
        }
        try (ObjectWriter writer = store.looseWriter()) {
            for (var entry : listed.entrySet()) {
                BytePath path = entry.getKey();
                Remembered known = before.files().get(path);
                if (known != null && known.unchanged(entry.getValue())) {
                    files.put(path, known);
                    continue;
                }
                try {
                    Remembered read = read(writer, root.resolve(path), entry.getValue(), now);
                    files.put(path, read);
                    if (known == null
                            || !known.oid().equals(read.oid())
                            || !known.mode().equals(read.mode())) {
                        changes.add(new Change(read.mode(), read.oid(), FILES + "/" + path.latin1()));
                    }
                } catch (NoSuchFileException e) {
                    if (known != null) {
                        changes.add(Change.gone(FILES + "/" + path.latin1()));
                    }
                } catch (IOException e) {
                    throw Walk.unreadable(root.path() + "/" + path, e);
                }
            }
            changes.add(new Change(
                    "100644",
                    writer.bytes(modes(files).getBytes(StandardCharsets.ISO_8859_1))
                            .oid(),
                    MODES));
            writer.commit(ref, now, "snapshot " + stamp(now) + "\n", changes);
            writer.finish();
        }
        String tree = files.isEmpty()
                ? EMPTY_TREE
                : store.resolve(ref + ":" + FILES)
                        .orElseThrow(() -> new WorkspaceException(
                                Kind.FAILED, "The snapshot " + ref + " is not in " + store.directory()));
        return new PrivateIndex(tree, files);
    }

    private static Remembered read(ObjectWriter writer, Path file, FileStat seen, Instant now) throws IOException {
        if (seen.type() == FileKind.SYMLINK) {
            byte[] target = SymbolicLink.read(file).getBytes(StandardCharsets.ISO_8859_1);
            return new Remembered(seen, writer.bytes(target).oid(), settled(seen, now));
        }
        ObjectWriter.StoredFile stored = writer.file(file);
        return new Remembered(stored.stat(), stored.blob().oid(), settled(stored.stat(), now));
    }

    private static boolean settled(FileStat stat, Instant now) {
        return stat.changed().isBefore(now.minus(TICK)) && stat.modified().isBefore(now.minus(TICK));
    }

    /** The files whose permissions are not the usual ones. */
    private static String modes(SortedMap<BytePath, Remembered> files) {
        var text = new StringBuilder();
        files.forEach((path, file) -> {
            FileStat stat = file.stat();
            int usual = stat.executable() ? 0755 : 0644;
            if (stat.type() == FileKind.FILE && stat.permissions() != usual) {
                text.append(Integer.toOctalString(stat.permissions()))
                        .append(' ')
                        .append(Quoted.quote(path.latin1()))
                        .append('\n');
            }
        });
        return text.toString();
    }

    /** Now by the clock that stamps files, whatever ours says. */
    private Instant fileSystemTime() throws IOException {
        Files.createDirectories(indexes);
        Path probe = Files.createTempFile(indexes, ".now-", "");
        Instant now = FileStat.of(probe).changed();
        Files.delete(probe);
        return now;
    }

    private Path indexFile(Place place) {
        return indexes.resolve(Digests.shortHash(place.path().toString(), 16) + ".index");
    }

    /** The refs below a prefix in a store, newest snapshot first. */
    public static List<String> refs(Store store, String prefix) {
        record Dated(String subject, String ref) {}
        return store.git("for-each-ref", "--format=%(contents:subject)%00%(refname)", prefix)
                .check()
                .text()
                .lines()
                .map(line -> new Dated(line.substring(0, line.indexOf('\0')), line.substring(line.indexOf('\0') + 1)))
                .sorted(Comparator.comparing(Dated::subject).reversed())
                .map(Dated::ref)
                .toList();
    }

    /** Texts of two times sort as the times do. */
    private static String stamp(Instant time) {
        return String.format(Locale.ROOT, "%d.%09d", time.getEpochSecond(), time.getNano());
    }
}
