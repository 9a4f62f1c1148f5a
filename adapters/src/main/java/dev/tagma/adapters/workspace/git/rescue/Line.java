package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import java.time.Instant;

/** One path of a rescue. */
sealed interface Line {

    Spot spot();

    /** Permissions of twelve bits. */
    int permissions();

    Instant modified();

    /**
     * Where in a rescue something is.
     *
     * @param root the name of the root it lies below
     */
    record Spot(String root, BytePath path) {

        @Override
        public String toString() {
            return root.equals(SavedRoot.WORK) ? path.toString() : root + ":" + path;
        }
    }

    /**
     * A file.
     *
     * @param group the same for all names of one file, empty where it has but this name
     */
    record Plain(Spot spot, int permissions, Instant modified, Blob blob, String group) implements Line {}

    /** A directory; the root itself has the empty path. */
    record Folder(Spot spot, int permissions, Instant modified) implements Line {}

    /**
     * A symbolic link.
     *
     * @param target its bytes as latin-1 text, which the blob holds too
     */
    record Link(Spot spot, int permissions, Instant modified, Blob blob, String target) implements Line {}

    /** A fifo, socket or device: it has no bytes, only a kind. */
    record Special(Spot spot, int permissions, Instant modified, FileKind kind) implements Line {}

    /** Something that was seen and not saved, with all that is below it. */
    record Listed(Spot spot, int permissions, Instant modified, long bytes, String reason) implements Line {}
}
