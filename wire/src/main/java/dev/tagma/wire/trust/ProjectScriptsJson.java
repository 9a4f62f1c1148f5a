package dev.tagma.wire.trust;

import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("What a project runs in its workspaces, and from where it has submodules cloned into them.")
public record ProjectScriptsJson(
        @Doc(
                value = "The directory of the repository; null where the project names no script and no submodules.",
                example = "\"/home/anna/api\"")
        Optional<String> project,

        @Doc("The hash of the project, the scripts' paths and every byte of them; null where there are none.")
        Optional<String> hash,

        @Doc("Whether they are trusted as they are.") boolean trusted,
        @Doc("The scripts.") List<ScriptJson> scripts) {}
