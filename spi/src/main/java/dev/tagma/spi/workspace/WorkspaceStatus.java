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
 * @param members how each of several repositories stands; their paths, with their names in front, and their commits are part of
 *     the others as well
 */
public record WorkspaceStatus(
        boolean exists,
        Optional<String> branch,
        Optional<String> head,
        List<String> dirty,
        int unpushed,
        List<String> ignored,
        Optional<String> operation,
        List<Member> members) {

    public WorkspaceStatus {
        dirty = List.copyOf(dirty);
        ignored = List.copyOf(ignored);
        members = List.copyOf(members);
    }

    /** Of one repository, or of none. */
    public WorkspaceStatus(
            boolean exists,
            Optional<String> branch,
            Optional<String> head,
            List<String> dirty,
            int unpushed,
            List<String> ignored,
            Optional<String> operation) {
        this(exists, branch, head, dirty, unpushed, ignored, operation, List.of());
    }

    /** How one of several repositories stands. */
    public record Member(String name, WorkspaceStatus status) {}

    /** Whether removing the directory would lose nothing that is not elsewhere. */
    public boolean clean() {
        return dirty.isEmpty() && unpushed == 0 && operation.isEmpty();
    }
}
