package dev.tagma.adapters.workspace.git.snapshot;

import dev.tagma.adapters.workspace.git.tree.FileStat;

/**
 * A file as the last snapshot saw it.
 *
 * @param settled whether it had been left alone long enough before it was read that a later change must show in its times
 */
record Remembered(FileStat stat, String oid, boolean settled) {

    boolean unchanged(FileStat now) {
        return settled && stat.untouched(now);
    }

    String mode() {
        return mode(stat);
    }

    static String mode(FileStat stat) {
        return switch (stat.type()) {
            case FILE -> stat.executable() ? "100755" : "100644";
            case SYMLINK -> "120000";
            case DIRECTORY, FIFO, SOCKET, DEVICE ->
                throw new IllegalArgumentException("A snapshot holds files and links, not " + stat.type());
        };
    }
}
