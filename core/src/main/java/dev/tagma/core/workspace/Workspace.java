package dev.tagma.core.workspace;

import java.util.Optional;

/**
 * Where a session works.
 *
 * @param path absolute path of the directory the agent runs in; empty text until it is made
 * @param repository absolute path of the git repository it belongs to, none for a plain directory
 * @param branch the branch it is on, none when detached or no repository
 * @param base the commit id the work began at, none where there is none (no repository, no commit yet)
 * @param owned whether Tagma made it, and so may remove it
 */
public record Workspace(
        Kind kind,
        String path,
        Optional<String> repository,
        Optional<String> branch,
        Optional<String> base,
        boolean owned) {

    /** The same, where another session may remove it. */
    public Workspace disowned() {
        return new Workspace(kind, path, repository, branch, base, false);
    }

    /** What kind of place it is. */
    public enum Kind {
        /** A git worktree of its own. */
        WORKTREE,
        /** A clone of its own. */
        CLONE,
        /** A directory that is used as it is, in a repository or not. */
        DIRECTORY
    }
}
