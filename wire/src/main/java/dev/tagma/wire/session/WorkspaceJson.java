package dev.tagma.wire.session;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc("Where a session works.")
public record WorkspaceJson(
        @Doc("What kind of place it is.") Workspace.Kind kind,

        @Doc("Absolute path of the directory the agent runs in; empty until it is made.")
        String path,

        @Doc("Absolute path of the git repository it belongs to, the first of several.")
        Optional<String> repository,

        @Doc("The branch it is on.") Optional<String> branch,
        @Doc("The commit the work began at.") Optional<String> base,
        @Doc("Whether Tagma made it, and so may remove it.") boolean owned,

        @Doc(
                value = "The variables by which agent and scripts know the ports that are leased to the session.",
                example = "{\"TAGMA_PORT_WEB\":\"21000\"}")
        Map<String, String> ports,

        @Doc("What it has of each repository where it is of several, the first one first; a directory in it for each.")
        List<RepositoryJson> repositories) {}
