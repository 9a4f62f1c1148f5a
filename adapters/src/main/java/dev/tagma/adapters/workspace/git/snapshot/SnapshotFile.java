package dev.tagma.adapters.workspace.git.snapshot;

import dev.tagma.adapters.workspace.git.tree.BytePath;

/**
 * A file or link of a snapshot.
 *
 * @param permissions of twelve bits, as they were; meaningless for a link
 */
public record SnapshotFile(BytePath path, boolean link, String oid, long size, int permissions) {}
