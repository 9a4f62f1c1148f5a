package dev.tagma.adapters.workspace.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes links and fifos. */
public final class SpecialFiles {

    private SpecialFiles() {}

    /** Makes a link whose target has exactly these bytes; Java itself would tidy some targets, and lose those that are no text. */
    public static void link(Path link, String latin1Target) throws IOException {
        if (new BytePath(latin1Target).isAscii()
                && Path.of(latin1Target).toString().equals(latin1Target)) {
            Files.createSymbolicLink(link, Path.of(latin1Target));
        } else {
            new SystemCalls().symlink(latin1Target, link);
        }
    }

    public static void fifo(Path fifo, int permissions) throws IOException {
        new SystemCalls().mkfifo(fifo, permissions);
    }
}
