package dev.tagma.adapters.workspace.git.tree;

/** A name met on a walk. */
public record Found(BytePath path, FileStat stat) {

    public boolean is(FileKind type) {
        return stat.type() == type;
    }
}
