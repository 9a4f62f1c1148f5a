package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Deletes a tree of which everything was compared with its rescue, and nothing else: a name that was not compared, or that
 * was written since, ends it. Directories are held open, so that no link put in their place leads out of the tree.
 */
final class Deletion {

    private final Map<BytePath, FileStat> compared;
    private final Set<BytePath> listed;

    /**
     * @param compared what may go, as it looked when it was compared
     * @param listed what may go unseen with all below it
     */
    Deletion(Map<BytePath, FileStat> compared, Set<BytePath> listed) {
        this.compared = compared;
        this.listed = listed;
    }

    /** Something was written after it had been compared. */
    static final class Disturbed extends IOException {

        private static final long serialVersionUID = 1L;

        Disturbed(String message) {
            super(message);
        }
    }

    void delete(Path root) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
            if (!(stream instanceof SecureDirectoryStream<Path> directory)) {
                throw new IOException("this system has no safe way to delete below " + root);
            }
            empty(directory, BytePath.ROOT, false);
        }
        Files.delete(root);
    }

    private void empty(SecureDirectoryStream<Path> directory, BytePath path, boolean free) throws IOException {
        makeWritable(directory);
        for (Path entry : directory) {
            Path name = entry.getFileName();
            BytePath child = path.child(Root.nameOf(entry));
            boolean childFree = free || listed.contains(child);
            BasicFileAttributes now = directory
                    .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            if (!childFree) {
                check(child, now);
            }
            if (now.isDirectory()) {
                try (SecureDirectoryStream<Path> below =
                        directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    empty(below, child, childFree);
                }
                directory.deleteDirectory(name);
            } else {
                directory.deleteFile(name);
            }
        }
    }

    private void check(BytePath path, BasicFileAttributes now) throws Disturbed {
        FileStat before = compared.get(path);
        if (before == null) {
            throw new Disturbed(path + " is new");
        }
        boolean touched = !now.isDirectory()
                && (now.size() != before.size()
                        || !now.lastModifiedTime().toInstant().equals(before.modified()));
        if (touched) {
            throw new Disturbed(path + " was written");
        }
    }

    /** Tools make directories read-only, which protects what is in them from everyone but root. */
    private static void makeWritable(SecureDirectoryStream<Path> directory) throws IOException {
        PosixFileAttributeView view = directory.getFileAttributeView(PosixFileAttributeView.class);
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        Set<PosixFilePermission> needed = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        if (!permissions.containsAll(needed)) {
            var more = EnumSet.copyOf(permissions.isEmpty() ? needed : permissions);
            more.addAll(needed);
            view.setPermissions(more);
        }
    }
}
