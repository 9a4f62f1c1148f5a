package dev.tagma.spi.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What an agent's programs cannot be without. Paths are absolute; what is not there is not
 * given.
 *
 * @param readable files and directories that they read
 * @param writable directories that they write; they are made where they are not there
 * @param files files that they write, replacing what is in them
 * @param own directories that are their own alone where others of the agent have one in common
 * @param port whether the daemon speaks to them over a TCP port of this machine
 */
public record Needs(Set<Path> readable, Set<Path> writable, Set<Path> files, List<Own> own, boolean port) {

    /** Nothing. */
    public static final Needs NONE = new Needs(Set.of(), Set.of(), Set.of(), List.of(), false);

    public Needs {
        readable = Set.copyOf(readable);
        writable = Set.copyOf(writable);
        files = Set.copyOf(files);
        own = List.copyOf(own);
    }

    /** What is read and what is written, and no more. */
    public Needs(Set<Path> readable, Set<Path> writable) {
        this(readable, writable, Set.of(), List.of(), false);
    }

    /**
     * A directory that its programs find at another place.
     *
     * @param place where it is; it is made where it is not there
     * @param seenAt where they find it
     */
    public record Own(Path place, Path seenAt) {}
}
