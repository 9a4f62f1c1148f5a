package dev.tagma.adapters.agent.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The dialog that was on the screen last, kept for the next daemon: the same dialog is the same request to it, unless a key
 * may have been pressed in it; then it may be another one that looks the same.
 *
 * @param key the request's
 * @param print what the dialog looks like
 * @param pressed whether a key was pressed in it, or was about to be
 */
record OpenDialog(String key, String print, boolean pressed) {

    private static final System.Logger LOG = System.getLogger(OpenDialog.class.getName());

    OpenDialog asPressed() {
        return new OpenDialog(key, print, true);
    }

    static Optional<OpenDialog> kept(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() == 3
                    ? Optional.of(new OpenDialog(lines.get(0), lines.get(1), Boolean.parseBoolean(lines.get(2))))
                    : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot read " + file + ": " + unreadable);
            return Optional.empty();
        }
    }

    void keep(Path file) {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(whole, key + "\n" + print.replace("\n", " ") + "\n" + pressed + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot write " + file + ": " + failed);
        }
    }

    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot delete " + file + ": " + failed);
        }
    }
}
