package dev.tagma.adapters.workspace.git.carry;

import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.OwnDirectories;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.SpecialFiles;
import dev.tagma.core.workspace.Carried;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings files that git does not keep from the checkout of a repository into a new worktree. It writes over nothing and
 * follows no link: whichever name on the way is one ends the creation.
 */
public final class Carrier {

    private final OwnDirectories own;
    private final CopyLimit limit;

    /** @param own what is no part of anybody's checkout even where it lies in one */
    public Carrier(OwnDirectories own) {
        this(own, CopyLimit.USUAL);
    }

    Carrier(OwnDirectories own, CopyLimit limit) {
        this.own = own;
        this.limit = limit;
    }

    /**
     * @param from the checkout; what is not there is not carried over
     * @param into the worktree
     */
    public void carry(Carried carried, Path from, Path into) {
        var source = new Root(from);
        var target = new Root(into);
        var budget = new Copy(source, target, own.below(from), limit);
        for (String path : carried.copied()) {
            BytePath bytes = BytePath.ofText(path);
            attempt("copied", bytes, () -> {
                Optional<Found> found = find(source, bytes);
                if (found.isPresent() && makeWay(target, bytes)) {
                    budget.copy(found.get());
                }
            });
        }
        for (String path : carried.linked()) {
            BytePath bytes = BytePath.ofText(path);
            attempt("linked", bytes, () -> {
                Optional<Found> found = find(source, bytes);
                if (found.isPresent()
                        && makeWay(target, bytes)
                        && look(target, bytes).isEmpty()) {
                    link(source, target, found.get());
                }
            });
        }
    }

    private static void link(Root source, Root target, Found found) throws IOException {
        Path file = source.resolve(found.path());
        if (found.is(FileKind.SYMLINK)) {
            // It stays what it is, whatever it leads to.
            Copy.link(file, target.resolve(found.path()));
        } else {
            SpecialFiles.link(target.resolve(found.path()), Root.bytesOf(file));
        }
    }

    /** What is at the path, every directory on the way being one. */
    private static Optional<Found> find(Root root, BytePath path) throws IOException {
        return way(root, path) ? look(root, path) : Optional.empty();
    }

    /** Makes the directories on the way to the path; says whether one could come there. */
    private static boolean makeWay(Root root, BytePath path) throws IOException {
        if (!way(root, path)) {
            Files.createDirectories(root.resolve(path.parent()));
        }
        return true;
    }

    /** Whether all directories above the path are there. */
    private static boolean way(Root root, BytePath path) throws IOException {
        if (path.parent().isRoot()) {
            return true;
        }
        if (!way(root, path.parent())) {
            return false;
        }
        Optional<Found> directory = look(root, path.parent());
        if (directory.isPresent() && !directory.get().is(FileKind.DIRECTORY)) {
            throw new IOException(root.resolve(path.parent()) + " is no directory of its own");
        }
        return directory.isPresent();
    }

    static Optional<Found> look(Root root, BytePath path) throws IOException {
        try {
            return Optional.of(new Found(path, FileStat.of(root.resolve(path))));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(String what, BytePath path, Step step) {
        try {
            step.run();
        } catch (IOException failed) {
            throw new WorkspaceException(
                    Kind.REFUSED,
                    "'" + path + "' cannot be " + what + " into the worktree: " + failed.getMessage()
                            + ". Mend that and start the session again, or take the path out of 'workspace' in"
                            + " .tagma/config.yaml and create a new session: this one keeps what it was created with",
                    failed);
        }
    }
}
