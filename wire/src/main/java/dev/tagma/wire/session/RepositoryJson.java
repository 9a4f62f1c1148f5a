package dev.tagma.wire.session;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("What a workspace of several repositories has of one of them.")
public record RepositoryJson(
        @Doc("What it is called in the workspace.") String name,
        @Doc("Whether it is a worktree or a clone.") Workspace.Kind kind,
        @Doc("Absolute path of its directory.") String path,

        @Doc("Absolute path of the git repository it belongs to.")
        Optional<String> repository,

        @Doc("The branch it is on.") Optional<String> branch,
        @Doc("The commit the work in it began at.") Optional<String> base) {}
