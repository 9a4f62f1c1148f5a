package dev.tagma.adapters.conversation;

import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a message stands before it is said, in place of a composer. It is taken out before it is said: whoever finds it
 * there knows that it has not been.
 */
public final class Outbox {

    private final Path placed;
    private final Path taken;

    public Outbox(Path directory) {
        this.placed = directory.resolve("placed");
        this.taken = directory.resolve("taken");
    }

    /**
     * A message that has not been said.
     *
     * @param name under which it will enter the conversation
     */
    public record Placed(String name, String text) {}

    public Optional<Placed> placed() {
        try {
            String whole = Files.readString(placed);
            int end = whole.indexOf('\n');
            return end < 0
                    ? Optional.empty()
                    : Optional.of(new Placed(whole.substring(0, end), whole.substring(end + 1)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new TerminalException(placed + " cannot be read: " + failed, false, failed);
        }
    }

    public void place(Placed message) {
        try {
            Path fresh = placed.resolveSibling("placed.new");
            Files.writeString(fresh, message.name() + "\n" + message.text());
            Files.move(fresh, placed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new TerminalException(placed + " cannot be written: " + failed, false, failed);
        }
    }

    /** It is about to be said. */
    public void take() {
        move(placed, taken);
    }

    /** It was refused and has not been said. */
    public void putBack() {
        move(taken, placed);
    }

    public void clear() {
        try {
            Files.deleteIfExists(placed);
            Files.deleteIfExists(taken);
        } catch (IOException failed) {
            throw new TerminalException(placed + " cannot be removed: " + failed, false, failed);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new TerminalException(from + " cannot be moved to " + to + ": " + failed, false, failed);
        }
    }
}
