package dev.tagma.core.workspace;

/** The object id of a saved snapshot of a workspace in its rescue store. */
public record TreeId(String value) {

    public TreeId {
        if (!value.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + value + "' is not an object id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
