package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.util.List;
import java.util.Optional;

/** Where the work of a plan begins: on which branch, and at which commit. */
final class Beginning {

    private Beginning() {}

    /** The branch to be on; one that git would not take is refused. */
    static String branch(WorkspacePlan plan, Repository repository) {
        String branch = plan.branch().orElse(plan.name());
        checkBranchName(repository, branch);
        return branch;
    }

    private static void checkBranchName(Repository repository, String branch) {
        if (branch.startsWith("-")
                || !repository
                        .git("check-ref-format", "refs/heads/" + branch)
                        .run()
                        .ok()
                || branch.equals("HEAD")) {
            throw refused(
                    "'" + branch + "' cannot be the name of a branch: name one without spaces, '..', '~', '^', ':' "
                            + "and a leading '-'");
        }
    }

    /** The commit to begin at; an existing branch begins where it stands. */
    static String base(WorkspacePlan plan, Repository repository, String branch) {
        Optional<String> existing = repository.commit("refs/heads/" + branch);
        if (existing.isPresent()) {
            return plan.base()
                    .flatMap(repository::commit)
                    .flatMap(named -> mergeBase(repository, named, existing.get()))
                    .orElse(existing.get());
        }
        if (plan.base().isPresent()) {
            String name = plan.base().get();
            return repository
                    .commit(name)
                    .orElseThrow(() -> refused("There is no commit '" + name + "' in " + repository.home()
                            + Candidates.near(repository, name)));
        }
        Optional<String> upstream = remoteBranch(repository, branch).flatMap(repository::commit);
        return upstream.or(repository::head)
                .orElseThrow(() -> refused("The repository " + repository.home()
                        + " has no commit yet, so no worktree can be made: commit something first "
                        + "(git commit --allow-empty -m start), name a base, or work in place"));
    }

    private static Optional<String> mergeBase(Repository repository, String one, String other) {
        GitOutput found = repository.git("merge-base", one, other).run();
        return found.ok() ? found.text().lines().findFirst() : Optional.empty();
    }

    /** The one remote branch of this name, where exactly one remote has it. */
    static Optional<String> remoteBranch(Repository repository, String branch) {
        List<String> found = repository
                .git("for-each-ref", "--format=%(refname)", "refs/remotes/*/" + branch)
                .check()
                .text()
                .lines()
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static WorkspaceException refused(String message) {
        return new WorkspaceException(Kind.REFUSED, message);
    }
}
