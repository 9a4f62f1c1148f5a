package dev.tagma.adapters.workspace.git.carry;

import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.OwnDirectories;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.SpecialFiles;
import dev.tagma.adapters.workspace.git.tree.SymbolicLink;
import dev.tagma.adapters.workspace.git.tree.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies names with all below them from one directory to the same names in another, as long as the limit lets it. */
final class Copy {

    private static final int OWNER_ALL = 0700;

    private final Root source;
    private final Root target;
    private final OwnDirectories own;
    private final CopyLimit limit;
    private int names;
    private long bytes;

    Copy(Root source, Root target, OwnDirectories own, CopyLimit limit) {
        this.source = source;
        this.target = target;
        this.own = own;
        this.limit = limit;
    }

    void copy(Found top) throws IOException {
        if (!top.is(FileKind.DIRECTORY)) {
            put(top);
            return;
        }
        if (isOwn(top.path()) || !put(top)) {
            return;
        }
        var made = new ArrayList<>(List.of(top));
        var below = new Root(source.resolve(top.path()));
        // Where the target has something else of a directory's name, nothing below it is copied either.
        var barred = new ArrayList<BytePath>();
        for (Found found : Walk.below(below, found -> enter(top, found))) {
            var full = new Found(joined(top.path(), found.path()), found.stat());
            boolean skipped = isGit(found) || barred.stream().anyMatch(full.path()::within) || isOwn(full.path());
            if (skipped) {
                continue;
            }
            boolean there = put(full);
            if (found.is(FileKind.DIRECTORY)) {
                if (there) {
                    made.add(full);
                } else {
                    barred.add(full.path());
                }
            }
        }
        // Deepest first, since a directory may not allow its owner to write into it.
        for (Found directory : made.reversed()) {
            Files.setAttribute(
                    target.resolve(directory.path()),
                    "unix:mode",
                    directory.stat().permissions());
        }
    }

    private boolean enter(Found top, Found directory) {
        return !isGit(directory)
                && directory.stat().device() == top.stat().device()
                && !isOwn(joined(top.path(), directory.path()));
    }

    /** A second pointer to a git directory would make two working trees of one. */
    private static boolean isGit(Found found) {
        return found.path().name().equalsIgnoreCase(".git");
    }

    private boolean isOwn(BytePath path) {
        return own.contain(source.resolve(path));
    }

    private static BytePath joined(BytePath directory, BytePath below) {
        return new BytePath(directory.latin1() + "/" + below.latin1());
    }

    /** Puts one name there unless something is; says whether it is a directory that more can be put into. */
    private boolean put(Found found) throws IOException {
        Path from = source.resolve(found.path());
        Path to = target.resolve(found.path());
        Optional<Found> there = Carrier.look(target, found.path());
        if (there.isPresent()) {
            return found.is(FileKind.DIRECTORY) && there.get().is(FileKind.DIRECTORY);
        }
        count(found);
        try {
            switch (found.stat().type()) {
                case DIRECTORY -> {
                    Files.createDirectory(to);
                    Files.setAttribute(to, "unix:mode", found.stat().permissions() | OWNER_ALL);
                    return true;
                }
                case SYMLINK -> link(from, to);
                case FILE -> Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                case FIFO, SOCKET, DEVICE -> {
                    // They belong to a program that runs, not to a checkout.
                }
            }
        } catch (NoSuchFileException vanished) {
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                throw vanished;
            }
        }
        return false;
    }

    static void link(Path from, Path to) throws IOException {
        SpecialFiles.link(to, SymbolicLink.read(from));
    }

    private void count(Found found) throws IOException {
        names++;
        bytes += found.is(FileKind.FILE) ? found.stat().size() : 0;
        if (names > limit.names() || bytes > limit.bytes()) {
            throw new IOException("more than " + limit.names() + " names or " + (limit.bytes() >> 20)
                    + " MiB would be copied; list it under 'link' instead of 'copy'");
        }
    }
}
