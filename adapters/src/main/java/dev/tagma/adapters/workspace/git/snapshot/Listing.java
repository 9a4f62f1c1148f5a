package dev.tagma.adapters.workspace.git.snapshot;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.Caches;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.IgnoredPaths;
import dev.tagma.adapters.workspace.git.tree.OwnDirectories;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.Walk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files and links that a snapshot is made of: in a repository what git tracks or would track, in nested repositories
 * and submodules likewise, in a plain directory everything but caches.
 */
final class Listing {

    private final Git git;
    private final Root root;
    private final OwnDirectories own;
    private final boolean watchful;
    private final SortedMap<BytePath, FileStat> files = new TreeMap<>();
    private final Map<BytePath, Boolean> links = new HashMap<>();

    private Listing(Git git, Root root, OwnDirectories own) {
        this.git = git;
        this.root = root;
        this.own = own.below(root.path());
        this.watchful = !this.own.isEmpty();
    }

    /** @param repository whether the root itself lies in a repository */
    static SortedMap<BytePath, FileStat> of(Git git, Root root, OwnDirectories own, boolean repository) {
        var listing = new Listing(git, root, own);
        if (repository) {
            listing.tracked(BytePath.ROOT);
        } else {
            listing.everything(BytePath.ROOT);
        }
        return listing.files;
    }

    private void tracked(BytePath directory) {
        Path place = root.resolve(directory);
        List<String> items = List.of();
        boolean answered = false;
        if (IgnoredPaths.named(place)) {
            var output = git.in(place, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
                    .run();
            answered = output.ok();
            items = output.items();
        }
        if (!answered) {
            everything(directory);
            return;
        }
        for (String item : items) {
            String name = item.endsWith("/") ? item.substring(0, item.length() - 1) : item;
            add(directory.isRoot() ? new BytePath(name) : new BytePath(directory.latin1() + "/" + name));
        }
    }

    private void add(BytePath path) {
        if (watchful && own.contain(root.resolve(path))) {
            return;
        }
        FileStat stat;
        try {
            stat = FileStat.of(root.resolve(path));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return; // Tracked, and deleted in the tree.
        } catch (FileSystemException e) {
            if (behindFile(path)) {
                return; // Tracked, and what was its directory is a file now.
            }
            throw Walk.unreadable(root.path() + "/" + path, e);
        } catch (IOException e) {
            throw Walk.unreadable(root.path() + "/" + path, e);
        }
        if (stat.type() == FileKind.FILE || stat.type() == FileKind.SYMLINK) {
            if (!behindLink(path)) {
                files.put(path, stat);
            }
        } else if (stat.type() == FileKind.DIRECTORY) {
            directory(path);
        }
    }

    private void directory(BytePath path) {
        if (Files.exists(root.resolve(path.child(".git")), LinkOption.NOFOLLOW_LINKS)) {
            tracked(path);
        } else {
            everything(path);
        }
    }

    private void everything(BytePath directory) {
        for (Found found : Walk.in(root, directory)) {
            if (found.path().name().equals(".git") || (watchful && own.contain(root.resolve(found.path())))) {
                continue;
            }
            switch (found.stat().type()) {
                case FILE, SYMLINK -> files.put(found.path(), found.stat());
                case DIRECTORY -> {
                    if (!Caches.anywhere(found.path().name())) {
                        directory(found.path());
                    }
                }
                case FIFO, SOCKET, DEVICE -> {
                    // These hold no bytes.
                }
            }
        }
    }

    private boolean behindFile(BytePath path) {
        for (BytePath up = path.parent(); !up.isRoot(); up = up.parent()) {
            if (Files.exists(root.resolve(up), LinkOption.NOFOLLOW_LINKS)) {
                return !Files.isDirectory(root.resolve(up), LinkOption.NOFOLLOW_LINKS);
            }
        }
        return false;
    }

    /** A tracked name whose directory has become a link leads out of the tree; the link itself is listed as a new file. */
    private boolean behindLink(BytePath path) {
        BytePath up = path.parent();
        if (up.isRoot()) {
            return false;
        }
        Boolean known = links.get(up);
        if (known == null) {
            known = Files.isSymbolicLink(root.resolve(up)) || behindLink(up);
            links.put(up, known);
        }
        return known;
    }
}
