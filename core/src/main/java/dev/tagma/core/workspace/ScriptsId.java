package dev.tagma.core.workspace;

/** Names one state of a project's scripts by what is in it: any other byte is another name. */
public record ScriptsId(String value) {

    public ScriptsId {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not the hash of scripts: it has 64 digits from 0 to f");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
