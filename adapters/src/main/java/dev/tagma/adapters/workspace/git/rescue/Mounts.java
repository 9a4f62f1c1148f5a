package dev.tagma.adapters.workspace.git.rescue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds file systems mounted below a directory, also those of the same device, where the system tells. */
final class Mounts {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private Mounts() {}

    static Optional<String> below(Path directory) {
        if (!Files.isReadable(TABLE)) {
            return Optional.empty();
        }
        String prefix = directory + "/";
        try {
            List<String> lines = Files.readAllLines(TABLE, java.nio.charset.StandardCharsets.ISO_8859_1);
            return lines.stream()
                    .map(line -> line.split(" ", -1)[MOUNT_POINT])
                    .map(Mounts::plain)
                    .filter(point -> point.startsWith(prefix))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The table writes blanks, newlines and backslashes as octal numbers. */
    private static String plain(String point) {
        return point.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
