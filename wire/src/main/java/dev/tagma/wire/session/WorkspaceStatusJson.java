package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("How a workspace stands.")
public record WorkspaceStatusJson(
        @Doc("Whether its directory is there.") boolean exists,

        @Doc("Whether removing it would lose nothing that is not elsewhere.")
        boolean clean,

        @Doc("The branch it is on; none where several repositories are on different ones.")
        Optional<String> branch,

        @Doc("The commit it is on; none of several repositories.")
        Optional<String> head,

        @Doc("Paths with uncommitted changes, untracked ones included, at most 1000.")
        List<String> dirty,

        @Doc("Commits that are on no other branch and no remote.")
        int unpushed,

        @Doc("Paths of ignored files and directories that hold something.")
        List<String> ignored,

        @Doc("A merge, rebase, cherry-pick, revert or bisect in progress.")
        Optional<String> operation,

        @Doc(
                "How each of several repositories stands; what is said above is of all of them, paths with their names in front.")
        List<RepositoryStatusJson> repositories) {}
