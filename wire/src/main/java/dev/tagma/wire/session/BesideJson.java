package dev.tagma.wire.session;

import dev.tagma.core.workspace.Beside;
import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("A further repository that a workspace is to have.")
public record BesideJson(
        @Doc(value = "A directory in the repository, absolute.", example = "\"/home/anna/web\"")
        String path,

        @Doc("What its directory in the workspace is called: " + Beside.NAMES + "; as the repository where absent.")
        Optional<String> name,

        @Doc("What a new branch of it begins at; its HEAD where absent.")
        Optional<String> base) {}
