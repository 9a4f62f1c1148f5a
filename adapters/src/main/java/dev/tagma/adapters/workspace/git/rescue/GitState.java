package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Registration;
import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.store.ObjectReader;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of a repository that a restore must agree with: its objects, its branches, and who has them checked out. */
final class GitState {

    private final Git git;
    private final Path common;

    GitState(Git git, Path common) {
        this.git = git;
        this.common = common;
    }

    private GitCommand git(String... arguments) {
        return git.in(common, arguments).withEnvironment("GIT_DIR", common.toString());
    }

    /** What all its worktrees share. */
    Path common() {
        return common;
    }

    /** Whether this is still a repository. */
    boolean works() {
        return git("rev-parse", "--git-dir").run().ok();
    }

    /** Whether this would be the git directory of one of the repository's linked worktrees. */
    boolean owns(Path gitDirectory) {
        return common.resolve("worktrees").equals(gitDirectory.getParent());
    }

    /** Puts the saved objects into the repository, of which it may have lost some. */
    void addObjects(Store store, Collection<Blob> histories) {
        for (Blob history : histories) {
            try (ObjectReader reader = store.read(List.of(history.oid()));
                    var unpack = git("unpack-objects", "-q")
                            .withLimit(GitCommand.LONG_LIMIT)
                            .start()) {
                reader.next(unpack.input());
                GitOutput output = unpack.finish();
                if (!output.ok()) {
                    throw new WorkspaceException(
                            Kind.FAILED, "The saved commits do not go into " + common + ": " + output.reason());
                }
            } catch (IOException e) {
                throw new WorkspaceException(Kind.FAILED, "The saved commits do not go into " + common + ": " + e, e);
            }
        }
    }

    boolean has(String commit) {
        return git("cat-file", "-e", commit + "^{commit}").run().ok();
    }

    /**
     * What HEAD is to say.
     *
     * @param text the content of the file
     * @param note what a person should know of it, empty where it is as it was
     */
    record HeadText(String text, String note) {}

    /**
     * HEAD as it was, if its branch still stands where it stood and is checked out nowhere else; otherwise detached at the
     * same commit, because moving a branch would lose what it has gained meanwhile.
     *
     * @param worktree where the branch may be checked out already
     */
    HeadText head(Manifest.Head head, Path worktree) {
        if (head.ref().isEmpty()) {
            return new HeadText(head.commit().orElseThrow() + "\n", "");
        }
        String ref = head.ref().get();
        String branch = ref.replaceFirst("^refs/heads/", "");
        String attached = "ref: " + ref + "\n";
        GitOutput tip =
                git("rev-parse", "--verify", "--quiet", "--end-of-options", ref).run();
        Optional<String> elsewhere = usedElsewhere(ref, worktree);
        if (head.commit().isEmpty()) {
            return new HeadText(
                    attached,
                    tip.ok() ? "The branch '" + branch + "' had no commit when this was saved, and has some now" : "");
        }
        String commit = head.commit().get();
        String detached = commit + "\n";
        if (!tip.ok()) {
            return new HeadText(
                    detached,
                    "The branch '" + branch + "' is gone, so HEAD is detached at its last commit: git switch -c "
                            + branch + " brings it back");
        }
        if (!tip.text().equals(commit)) {
            return new HeadText(
                    detached,
                    "The branch '" + branch + "' has moved to " + tip.text() + " meanwhile, so HEAD is detached at "
                            + commit);
        }
        return elsewhere
                .map(other -> new HeadText(
                        detached, "The branch '" + branch + "' is checked out in " + other + ", so HEAD is detached"))
                .orElseGet(() -> new HeadText(attached, ""));
    }

    private Optional<String> usedElsewhere(String ref, Path worktree) {
        return Registration.list(git("worktree", "list", "--porcelain", "-z").check()).stream()
                .filter(other -> other.branch().filter(ref::equals).isPresent())
                .filter(other -> !other.path().equals(worktree))
                .map(other -> other.path().toString())
                .findFirst();
    }

    /** Sets where a submodule's git directory finds its working tree. */
    void moveWorktree(Path config, Path worktree) {
        git("config", "--file", config.toString(), "core.worktree", worktree.toString())
                .check();
    }

    /** What a linked worktree has of its own in a git directory that it shared before. */
    static boolean belongsToLinked(String path) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        return switch (first) {
            case "info" -> path.equals("info") || path.equals("info/sparse-checkout");
            case "logs" -> true;
            default -> !NOT_LINKED.contains(first);
        };
    }

    /**
     * What a restore over the workspace itself brings back of its git directory.
     *
     * @param whole whether the git directory is the worktree's alone
     */
    static boolean isReplaced(String path, boolean whole) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        return switch (first) {
            // HEAD is written last and may differ; logs and registrations go on.
            case "",
                    "HEAD",
                    "logs",
                    "config",
                    "config.worktree",
                    "description",
                    "commondir",
                    "gitdir",
                    "locked",
                    "tagma" -> false;
            default ->
                whole
                        || OPERATIONS.contains(first)
                        || path.startsWith("refs/bisect")
                        || path.startsWith("refs/rewritten");
        };
    }

    private static final Set<String> OPERATIONS = Set.of(
            "index",
            "ORIG_HEAD",
            "MERGE_HEAD",
            "MERGE_MODE",
            "MERGE_MSG",
            "MERGE_RR",
            "MERGE_AUTOSTASH",
            "AUTO_MERGE",
            "SQUASH_MSG",
            "CHERRY_PICK_HEAD",
            "REVERT_HEAD",
            "REBASE_HEAD",
            "BISECT_LOG",
            "BISECT_START",
            "BISECT_TERMS",
            "BISECT_NAMES",
            "BISECT_EXPECTED_REV",
            "BISECT_ANCESTORS_OK",
            "BISECT_RUN",
            "rebase-merge",
            "rebase-apply",
            "sequencer");

    private static final Set<String> NOT_LINKED =
            Set.of("config", "description", "commondir", "gitdir", "locked", "tagma");
}
