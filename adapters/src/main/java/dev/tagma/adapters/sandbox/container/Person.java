package dev.tagma.adapters.sandbox.container;

import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whom files belong to, by the numbers that the system has for them. */
record Person(int uid, int gid) {

    /** Whose this is. */
    static Person owning(Path directory) {
        try {
            return new Person((Integer) Files.getAttribute(directory, "unix:uid"), (Integer)
                    Files.getAttribute(directory, "unix:gid"));
        } catch (IOException failed) {
            throw new TerminalException("The owner of " + directory + " cannot be read: " + failed, false, failed);
        }
    }

    boolean root() {
        return uid == 0;
    }
}
