package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.spi.workspace.Rescue;

/** A rescue that was read back from its ref, and what it holds. */
record Saved(Store store, String ref, TreeId tree, Manifest manifest) {

    Rescue rescue() {
        return new Rescue(
                manifest.id(),
                ref,
                store.directory().toString(),
                tree,
                manifest.workspace().path(),
                manifest.reason(),
                manifest.at(),
                manifest.files(),
                manifest.bytes(),
                manifest.unsaved());
    }
}
