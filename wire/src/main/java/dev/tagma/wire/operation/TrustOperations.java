package dev.tagma.wire.operation;

import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.trust.ProjectScriptsJson;
import dev.tagma.wire.trust.TrustJson;
import java.util.List;

/** What can be asked about the scripts of projects. */
public final class TrustOperations {

    public static final Operation SHOW = Operation.get("getProjectScripts", "/v1/project-scripts")
            .says(
                    "Show a project's scripts",
                    "The scripts that the project of a directory runs in its workspaces, and whether they are trusted as"
                            + " they are.")
            .with(Parameter.text("path", "/home/anna/api", "A directory of the project, absolute."))
            .gives(ProjectScriptsJson.class);

    public static final Operation TRUST = Operation.post("trustProjectScripts", "/v1/project-scripts/trust")
            .says(
                    "Trust a project's scripts",
                    "Lets the scripts be run from now on, as long as not a byte of them changes. Refused where they are not"
                            + " those that were looked at, and to sessions.")
            .takes(TrustJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.CONFLICT, ErrorCode.FORBIDDEN)
            .gives(ProjectScriptsJson.class);

    static List<Operation> all() {
        return List.of(SHOW, TRUST);
    }

    private TrustOperations() {}
}
