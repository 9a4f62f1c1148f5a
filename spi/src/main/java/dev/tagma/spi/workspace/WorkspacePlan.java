package dev.tagma.spi.workspace;

import dev.tagma.core.session.SessionId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a session is to work.
 *
 * @param place the directory a person named: a repository, something inside one, or any directory
 * @param name names the worktree's directory and, unless one is given, its branch
 * @param branch the branch to be on: an existing one is adopted, a new one is made from {@code base}
 * @param base what the branch begins at; the repository's HEAD where absent
 */
public record WorkspacePlan(
        SessionId session, Kind kind, Path place, String name, Optional<String> branch, Optional<String> base) {

    /** What kind of workspace is wanted. */
    public enum Kind {
        /** A worktree where {@code place} is in a repository with a commit, else the directory itself. */
        AUTOMATIC,
        /** A worktree, or an error that says why not. */
        WORKTREE,
        /** The directory itself. */
        IN_PLACE
    }
}
