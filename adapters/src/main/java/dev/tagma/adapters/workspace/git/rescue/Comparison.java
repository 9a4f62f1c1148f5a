package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.store.Digests;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.SymbolicLink;
import dev.tagma.adapters.workspace.git.tree.Walk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tree on disk held against what a rescue says of it, every file read and hashed again.
 *
 * @param differences what is not as saved, one sentence each
 * @param seen how everything that is as saved looked when it was read
 */
record Comparison(List<String> differences, Map<BytePath, FileStat> seen) {

    boolean same() {
        return differences.isEmpty();
    }

    /** The first few differences, for a message. */
    String firstFew() {
        List<String> few = differences.subList(0, Math.min(differences.size(), 5));
        return String.join("; ", few) + (differences.size() > few.size() ? "; and more" : "");
    }

    /**
     * Compares all of a root.
     *
     * @param lines what the rescue says of the root
     * @param where the directory to look in
     * @param mayLack whether names may be missing, because a removal was interrupted
     * @param changed names that may be otherwise than saved
     */
    static Comparison of(List<Line> lines, Path where, boolean mayLack, Set<BytePath> changed) {
        var root = new Root(where);
        Map<BytePath, Line> expected = new HashMap<>();
        lines.forEach(line -> expected.put(line.spot().path(), line));
        var differences = new ArrayList<String>();
        var seen = new LinkedHashMap<BytePath, FileStat>();
        List<Found> found = new ArrayList<>();
        try {
            found.add(new Found(BytePath.ROOT, FileStat.of(where)));
        } catch (IOException e) {
            throw Walk.unreadable(where.toString(), e);
        }
        found.addAll(Walk.below(root, directory -> !(expected.get(directory.path()) instanceof Line.Listed)));
        for (Found each : found) {
            Line line = expected.remove(each.path());
            if (changed.contains(each.path())) {
                continue;
            }
            if (line == null) {
                differences.add(each.path() + " is new");
                continue;
            }
            try {
                String difference = difference(line, root.resolve(each.path()), each.stat(), mayLack);
                if (difference.isEmpty()) {
                    seen.put(each.path(), each.stat());
                } else {
                    differences.add(each.path() + " " + difference);
                }
            } catch (NoSuchFileException e) {
                expected.put(each.path(), line);
            } catch (IOException e) {
                throw Walk.unreadable(where + "/" + each.path(), e);
            }
        }
        if (!mayLack) {
            expected.keySet().stream()
                    .filter(path -> !changed.contains(path))
                    .sorted()
                    .forEach(path -> differences.add(path + " is gone"));
        }
        return new Comparison(differences, seen);
    }

    private static String difference(Line line, Path file, FileStat stat, boolean mayLack) throws IOException {
        return switch (line) {
            case Line.Listed listed -> "";
            case Line.Plain plain -> {
                if (stat.type() != FileKind.FILE) {
                    yield "is no file any more";
                }
                if (stat.permissions() != plain.permissions()) {
                    yield "has other permissions";
                }
                if (stat.size() != plain.blob().size() || !hash(file, stat).equals(plain.blob())) {
                    yield "has other content";
                }
                yield stat.untouched(FileStat.of(file)) ? "" : "is being written";
            }
            case Line.Link link -> {
                boolean same = stat.type() == FileKind.SYMLINK
                        && SymbolicLink.read(file).equals(link.target());
                yield same ? "" : "is another link";
            }
            case Line.Folder folder -> {
                // A deletion that began has made directories writable.
                boolean same =
                        stat.type() == FileKind.DIRECTORY && (mayLack || stat.permissions() == folder.permissions());
                yield same ? "" : "is no directory any more, or has other permissions";
            }
            case Line.Special special -> stat.type() == special.kind() ? "" : "is another kind of file";
        };
    }

    private static Blob hash(Path file, FileStat stat) throws IOException {
        var digests = new Digests(stat.size());
        byte[] buffer = new byte[1 << 16];
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            for (int read = channel.read(ByteBuffer.wrap(buffer)); read >= 0; ) {
                digests.update(buffer, 0, read);
                read = channel.read(ByteBuffer.wrap(buffer));
            }
        }
        return digests.blob();
    }
}
