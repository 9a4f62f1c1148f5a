package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("How one of several repositories of a workspace stands.")
public record RepositoryStatusJson(
        @Doc("What it is called in the workspace.") String name,
        @Doc("Whether its directory is there.") boolean exists,

        @Doc("Whether removing it would lose nothing that is not elsewhere.")
        boolean clean,

        @Doc("The branch it is on.") Optional<String> branch,
        @Doc("The commit it is on.") Optional<String> head,

        @Doc("How many paths have uncommitted changes, at most 1000.")
        int dirty,

        @Doc("Commits that are on no other branch and no remote.")
        int unpushed,

        @Doc("A merge, rebase, cherry-pick, revert or bisect in progress.")
        Optional<String> operation) {}
