package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.adapters.face.ComposerMatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;

/**
 * Knows which placeholder in the composer is the message that was placed. It shows no text, only how many lines it has, as a
 * person's paste may have, and a number, which the program gives once: not again when the composer was cleared, and a new
 * one to a prompt that is given back. So the first one that is seen after placing is ours, and its number is kept, also for
 * the next daemon. Where the number was not kept, nothing tells whose paste it is, and it is left to the person.
 */
final class OwnPaste {

    private static final System.Logger LOG = System.getLogger(OwnPaste.class.getName());

    private final Path file;
    private OptionalInt number;
    private boolean coming;

    /** @param file where the number is kept */
    OwnPaste(Path file) {
        this.file = file;
        this.number = kept(file);
    }

    /** A delivery begins: no placeholder is ours. */
    synchronized void forget() {
        coming = false;
        number = OptionalInt.empty();
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot delete " + file + ": " + failed);
        }
    }

    /** A text is about to be placed. */
    synchronized void placing() {
        coming = true;
    }

    /** Whether this placeholder is our text. */
    synchronized boolean is(Composer.Pasted shown, String text) {
        if (!ComposerMatch.holds(shown.lines(), text)) {
            return false;
        }
        if (coming) {
            coming = false;
            number = OptionalInt.of(shown.number());
            keep(shown.number());
        }
        return number.isPresent() && number.getAsInt() == shown.number();
    }

    private void keep(int shown) {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(whole, Integer.toString(shown));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot write " + file + ": " + failed);
        }
    }

    private static OptionalInt kept(Path file) {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(file)));
        } catch (NoSuchFileException notKept) {
            return OptionalInt.empty();
        } catch (IOException | NumberFormatException unreadable) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot read " + file + ": " + unreadable);
            return OptionalInt.empty();
        }
    }
}
