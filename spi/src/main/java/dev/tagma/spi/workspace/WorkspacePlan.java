package dev.tagma.spi.workspace;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a session is to work.
 *
 * @param place the directory a person named: a repository, something inside one, or any directory
 * @param name names the worktree's directory and, unless one is given, its branch
 * @param branch the branch to be on: an existing one is adopted, a new one is made from {@code base}
 * @param base what the branch begins at; the repository's HEAD where absent
 * @param contents what of the repository a worktree or a clone has
 * @param carried what a worktree gets of the files in the repository's own checkout that git does not keep
 * @param former where the session had its worktree or clone before; it is made there again, whatever the name is, since what
 *     its agent remembers goes by the directory
 * @param beside further repositories, of each of which there is to be a worktree or a clone beside that of the first, on a
 *     branch of the same name
 */
public record WorkspacePlan(
        SessionId session,
        Kind kind,
        Path place,
        String name,
        Optional<String> branch,
        Optional<String> base,
        Contents contents,
        Carried carried,
        Optional<Path> former,
        List<Beside> beside) {

    public WorkspacePlan {
        beside = List.copyOf(beside);
    }

    /** One of one repository, or of none. */
    public WorkspacePlan(
            SessionId session,
            Kind kind,
            Path place,
            String name,
            Optional<String> branch,
            Optional<String> base,
            Contents contents,
            Carried carried,
            Optional<Path> former) {
        this(session, kind, place, name, branch, base, contents, carried, former, List.of());
    }

    /** One of a session that had none before. */
    public WorkspacePlan(
            SessionId session,
            Kind kind,
            Path place,
            String name,
            Optional<String> branch,
            Optional<String> base,
            Contents contents,
            Carried carried) {
        this(session, kind, place, name, branch, base, contents, carried, Optional.empty());
    }

    /** One with the usual contents. */
    public WorkspacePlan(
            SessionId session,
            Kind kind,
            Path place,
            String name,
            Optional<String> branch,
            Optional<String> base,
            Carried carried) {
        this(session, kind, place, name, branch, base, Contents.USUAL, carried);
    }

    /** One that gets what git keeps and nothing else. */
    public WorkspacePlan(
            SessionId session, Kind kind, Path place, String name, Optional<String> branch, Optional<String> base) {
        this(session, kind, place, name, branch, base, Carried.NOTHING);
    }

    /** What kind of workspace is wanted. */
    public enum Kind {
        /** A worktree where {@code place} is in a repository with a commit, else the directory itself. */
        AUTOMATIC,
        /** A worktree, or an error that says why not. */
        WORKTREE,
        /** A clone: a repository of its own beside the one that it is made of, or an error that says why not. */
        CLONE,
        /** The directory itself. */
        IN_PLACE
    }
}
