package dev.tagma.adapters.workspace.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the file system says of one name, links not followed.
 *
 * @param permissions the twelve bits: set-user-id, set-group-id, sticky and the nine
 * @param changed when the inode last changed, which nobody can set back
 */
public record FileStat(
        FileKind type,
        int permissions,
        long device,
        long inode,
        int links,
        long size,
        Instant modified,
        Instant changed) {

    public static FileStat of(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(
                path, "unix:mode,dev,ino,nlink,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        int mode = number(found, "mode").intValue();
        return new FileStat(
                type(mode),
                mode & 07777,
                number(found, "dev").longValue(),
                number(found, "ino").longValue(),
                number(found, "nlink").intValue(),
                number(found, "size").longValue(),
                time(found, "lastModifiedTime"),
                time(found, "ctime"));
    }

    private static Number number(Map<String, Object> found, String name) throws IOException {
        if (found.get(name) instanceof Number number) {
            return number;
        }
        throw new IOException("the file system does not tell " + name);
    }

    private static Instant time(Map<String, Object> found, String name) throws IOException {
        if (found.get(name) instanceof FileTime time) {
            return time.toInstant();
        }
        throw new IOException("the file system does not tell " + name);
    }

    /** Whether a file with this later look has surely not been touched between the looks. */
    public boolean untouched(FileStat later) {
        return equals(later);
    }

    public boolean executable() {
        return (permissions & 0100) != 0;
    }

    private static FileKind type(int mode) throws IOException {
        return switch (mode & 0170000) {
            case 0100000 -> FileKind.FILE;
            case 0040000 -> FileKind.DIRECTORY;
            case 0120000 -> FileKind.SYMLINK;
            case 0010000 -> FileKind.FIFO;
            case 0140000 -> FileKind.SOCKET;
            case 0020000, 0060000 -> FileKind.DEVICE;
            default -> throw new IOException("unknown kind of file, mode " + Integer.toOctalString(mode));
        };
    }
}
