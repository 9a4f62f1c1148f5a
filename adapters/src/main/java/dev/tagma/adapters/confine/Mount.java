package dev.tagma.adapters.confine;

import java.nio.file.Path;

/** A file or directory that is there within. */
public record Mount(Access access, Path source, Path target) {

    /** What can be done with it. */
    public enum Access {
        READ,
        WRITE,
        /** An empty directory in its place, in which nothing can be made. */
        NOTHING
    }
}
