package dev.tagma.adapters.workspace.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Targets of symbolic links, by their bytes. */
public final class SymbolicLink {

    private SymbolicLink() {}

    /** The target's bytes as latin-1 text. */
    public static String read(Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        String text = target.toString();
        if (BytePath.ofText(text).isAscii()) {
            return text;
        }
        // Only absolute paths have URIs, and only URIs have the bytes.
        boolean absolute = target.isAbsolute();
        String bytes = Root.bytesOf(absolute ? target : Path.of("/").resolve(target));
        String exact = text.endsWith("/") && text.length() > 1 ? bytes + "/" : bytes;
        return absolute ? exact : exact.substring(1);
    }
}
