package dev.tagma.wire.trust;

import dev.tagma.wire.json.Doc;

@Doc("A script of a project.")
public record ScriptJson(
        @Doc("When it is run; one that says from where submodules are cloned is not run.")
        ScriptRole role,

        @Doc(value = "Its path within the project.", example = "\"scripts/setup.sh\"")
        String path,

        @Doc("All of it.") String text) {}
