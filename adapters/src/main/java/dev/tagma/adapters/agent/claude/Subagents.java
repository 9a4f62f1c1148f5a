package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.adapters.files.LineTail;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The records of a conversation's subagents: files of their own in a directory beside its transcript. */
final class Subagents {

    private static final System.Logger LOG = System.getLogger(Subagents.class.getName());

    private final TranscriptParser parser;
    private final Map<Path, LineTail> tails = new HashMap<>();

    Subagents(TranscriptParser parser) {
        this.parser = parser;
    }

    /** Takes in what those of this transcript recorded since the last call. */
    void read(Path transcript, Consumer<TranscriptEntry> taken) {
        String name = transcript.getFileName().toString().replaceFirst("\\.jsonl$", "");
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(transcript.resolveSibling(name).resolve("subagents"), "agent-*.jsonl")) {
            for (Path file : files) {
                boolean _ = tails.computeIfAbsent(file, one -> new LineTail(one, 0))
                        .read(line -> {
                            parser.parse(line.text()).stream()
                                    .filter(TranscriptEntry.Used.class::isInstance)
                                    .forEach(taken);
                            return true;
                        });
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            LOG.log(System.Logger.Level.TRACE, () -> "No subagents beside " + transcript);
        } catch (IOException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "The subagents beside " + transcript + " cannot be read: " + unreadable);
        }
    }
}
