package dev.tagma.spi.workspace;

import java.util.List;
import java.util.Optional;

/**
 * How a workspace stands.
 *
 * @param exists whether its directory is there
 * @param dirty paths with uncommitted changes, untracked ones included, at most 1000
 * @param unpushed commits that are on no other branch and no remote
 * @param ignored paths of ignored files and directories that hold something
 * @param operation a merge, rebase, cherry-pick, revert or bisect in progress
 */
public record WorkspaceStatus(
        boolean exists,
        Optional<String> branch,
        Optional<String> head,
        List<String> dirty,
        int unpushed,
        List<String> ignored,
        Optional<String> operation) {

    public WorkspaceStatus {
        dirty = List.copyOf(dirty);
        ignored = List.copyOf(ignored);
    }

    /** Whether removing the directory would lose nothing that is not elsewhere. */
    public boolean clean() {
        return dirty.isEmpty() && unpushed == 0 && operation.isEmpty();
    }
}
