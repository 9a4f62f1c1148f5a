package dev.tagma.core.workspace;

import java.util.List;
import java.util.Optional;

/**
 * Where a session works.
 *
 * @param path absolute path of the directory the agent runs in; empty text until it is made
 * @param repository absolute path of the git repository it belongs to, the first of several; none for a plain directory
 * @param branch the branch it is on, none when detached or no repository
 * @param base the commit id the work began at, none where there is none (no repository, no commit yet) or one for each of
 *     several repositories
 * @param owned whether Tagma made it, and so may remove it
 * @param members where it is of several repositories what it has of each, the first one first: directories directly in it
 */
public record Workspace(
        Kind kind,
        String path,
        Optional<String> repository,
        Optional<String> branch,
        Optional<String> base,
        boolean owned,
        List<Workspace> members) {

    public Workspace {
        members = List.copyOf(members);
    }

    /** One of one repository, or of none. */
    public Workspace(
            Kind kind,
            String path,
            Optional<String> repository,
            Optional<String> branch,
            Optional<String> base,
            boolean owned) {
        this(kind, path, repository, branch, base, owned, List.of());
    }

    /** The same, where another session may remove it. */
    public Workspace disowned() {
        return new Workspace(
                kind,
                path,
                repository,
                branch,
                base,
                false,
                members.stream().map(Workspace::disowned).toList());
    }

    /** What of it belongs to the repository that it was first made of: all of it, where that is the only one. */
    public Workspace first() {
        return members.isEmpty() ? this : members.getFirst();
    }

    /** What its directory is called. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What kind of place it is. */
    public enum Kind {
        /** A git worktree of its own. */
        WORKTREE,
        /** A clone of its own. */
        CLONE,
        /** A directory that is used as it is, in a repository or not. */
        DIRECTORY,
        /** A directory of its own with a worktree or a clone of each of several repositories. */
        SEVERAL
    }
}
