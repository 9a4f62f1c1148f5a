package dev.tagma.adapters.conversation;

import dev.tagma.core.session.AgentSessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Which conversations the session has held, one after the other: the agent names only the present one. */
public final class History {

    private static final System.Logger LOG = System.getLogger(History.class.getName());

    private final Path file;

    /** @param file where they are kept, a line each; there is none before the first change */
    public History(Path file) {
        this.file = file;
    }

    /** The session has gone over from one conversation to another. */
    public synchronized void changed(AgentSessionId from, AgentSessionId to) {
        List<AgentSessionId> known = upTo(from);
        StringBuilder added = new StringBuilder();
        if (!Files.exists(file)) {
            known.forEach(id -> added.append(id).append('\n'));
        }
        added.append(to).append('\n');
        try {
            Files.writeString(file, added, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot write " + file + ": " + failed);
        }
    }

    /** All that were held, oldest first, the present one last. */
    public synchronized List<AgentSessionId> upTo(AgentSessionId present) {
        List<AgentSessionId> all = new ArrayList<>();
        try {
            Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(AgentSessionId::new)
                    .forEach(all::add);
        } catch (NoSuchFileException unchanged) {
            // It has held only one.
            LOG.log(System.Logger.Level.TRACE, () -> "No " + file);
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, () -> "Cannot read " + file + ": " + unreadable);
        }
        if (all.isEmpty() || !all.getLast().equals(present)) {
            all.add(present);
        }
        return all;
    }
}
