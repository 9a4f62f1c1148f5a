package dev.tagma.spi.workspace;

import dev.tagma.core.workspace.TreeId;
import java.time.Instant;
import java.util.List;

/**
 * Everything of a workspace, saved and read back.
 *
 * @param id a short name, unique in its store
 * @param ref the ref that keeps it, in the rescue store; never pushed
 * @param store the git directory that holds the ref, an absolute path
 * @param path the workspace it was made of
 * @param listed what was seen but not saved (caches, ignored files above the size limit), with the reason
 */
public record Rescue(
        String id,
        String ref,
        String store,
        TreeId tree,
        String path,
        String reason,
        Instant at,
        long files,
        long bytes,
        List<Unsaved> listed) {

    public Rescue {
        listed = List.copyOf(listed);
    }

    /** Something that was listed and not saved. */
    public record Unsaved(String path, long bytes, String reason) {}
}
