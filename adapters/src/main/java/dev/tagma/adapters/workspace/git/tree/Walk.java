package dev.tagma.adapters.workspace.git.tree;

import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Our own walk of a tree: every name, of whatever kind, links never followed. What vanishes under the walk was not there;
 * what cannot be looked at ends it.
 */
public final class Walk {

    private final Root root;
    private final Predicate<Found> enter;
    private final List<Found> found = new ArrayList<>();

    private Walk(Root root, Predicate<Found> enter) {
        this.root = root;
        this.enter = enter;
    }

    /**
     * Everything below the root, each directory before what is in it, names in the order of their bytes.
     *
     * @param enter whether to look into a directory that was found
     */
    public static List<Found> below(Root root, Predicate<Found> enter) {
        var walk = new Walk(root, enter);
        walk.enter(BytePath.ROOT);
        return walk.found;
    }

    /** What is directly in a directory. */
    public static List<Found> in(Root root, BytePath directory) {
        var walk = new Walk(root, child -> false);
        walk.enter(directory);
        return walk.found;
    }

    private void enter(BytePath directory) {
        for (BytePath path : names(directory)) {
            FileStat stat;
            try {
                stat = FileStat.of(root.resolve(path));
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw unreadable(root.path() + "/" + path, e);
            }
            var child = new Found(path, stat);
            found.add(child);
            if (child.is(FileKind.DIRECTORY) && enter.test(child)) {
                enter(path);
            }
        }
    }

    private List<BytePath> names(BytePath directory) {
        var names = new ArrayList<BytePath>();
        try (var stream = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path file : stream) {
                names.add(directory.child(Root.nameOf(file)));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw unreadable(root.path() + "/" + directory, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw unreadable(root.path() + "/" + directory, e);
        }
        names.sort(null);
        return names;
    }

    /** The failure that a name which cannot be read is. */
    public static WorkspaceException unreadable(String name, IOException cause) {
        return new WorkspaceException(
                Kind.FAILED,
                "Cannot read " + name + " (" + cause + "): make it readable or move it away, then try again",
                cause);
    }
}
