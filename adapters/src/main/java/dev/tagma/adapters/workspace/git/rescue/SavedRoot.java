package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.tree.BytePath;
import java.nio.file.Path;
import java.util.Optional;

/** A directory of which a rescue saves something. */
record SavedRoot(String name, Path path, Extent extent) {

    /** The workspace itself. */
    static final String WORK = "work";

    /** The workspace's own git directory; others found in it are {@code git-1} and so on. */
    static final String GIT = "git";

    private static final String GIT_OF = GIT + ":";

    /** The git directory of what the workspace has of one of several repositories. */
    static SavedRoot ofMember(String member, Path path, Extent extent) {
        return new SavedRoot(GIT_OF + member, path, extent);
    }

    /** Whether it is the git directory of the workspace itself, or of one of the repositories that it is of. */
    boolean own() {
        return name.equals(GIT) || name.startsWith(GIT_OF);
    }

    /** What the worktree of one of several repositories shares with the others of it: that lies above its own. */
    Optional<Path> commonAbove() {
        return Optional.of(path)
                .filter(_ -> name.startsWith(GIT_OF) && extent == Extent.WHOLE)
                .map(Path::getParent)
                .map(Path::getParent);
    }

    /** The file in the workspace that points to it. */
    BytePath pointer() {
        return new BytePath(name.equals(GIT) ? ".git" : name.substring(GIT_OF.length()) + "/.git");
    }

    /** How much of it. */
    enum Extent {
        /** A working tree: all but caches, large ignored files and the repository that holds it. */
        TREE,
        /** A working tree that Tagma made and may delete: its git directory too, where it is inside. */
        OWNED_TREE,
        /** Everything: a git directory that vanishes with its worktree. */
        WHOLE,
        /** A git directory that stays: its HEAD, index and operations, not objects, refs and what is shared. */
        STATE
    }
}
