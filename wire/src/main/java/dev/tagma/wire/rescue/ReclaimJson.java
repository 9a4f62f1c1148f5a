package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("What is to become of workspaces in which nothing is that is not elsewhere.")
public record ReclaimJson(
        @Doc("Whether they are taken away; otherwise they are only listed.")
        Optional<Boolean> apply,

        @Doc(
                "Whether also those go that have ignored files which are listed in a rescue and not saved: caches and large ones.")
        Optional<Boolean> ignored) {}
