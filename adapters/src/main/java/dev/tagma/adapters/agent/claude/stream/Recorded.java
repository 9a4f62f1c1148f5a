package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.ClaudePaths;
import dev.tagma.adapters.conversation.Held;
import dev.tagma.adapters.conversation.History;
import dev.tagma.adapters.conversation.LastWords;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.adapters.conversation.TranscriptFormat;
import dev.tagma.adapters.conversation.TranscriptPages;
import dev.tagma.adapters.files.LinesBefore;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** The conversation as the program itself keeps it: the same file, whichever way it is driven. */
final class Recorded {

    private final ClaudePaths paths;
    private final String workspace;
    private final History history;
    private final TranscriptFormat format;

    Recorded(ClaudePaths paths, String workspace, History history, TranscriptFormat format) {
        this.paths = paths;
        this.workspace = workspace;
        this.history = history;
        this.format = format;
    }

    /** Whether the conversation was ever spoken in. */
    boolean begun(AgentSessionId conversation) {
        return paths.find(conversation).isPresent();
    }

    TranscriptPage page(Optional<String> conversation, TranscriptQuery query) {
        List<Held> held = conversation.map(AgentSessionId::new).map(history::upTo).orElseGet(List::of).stream()
                .map(id -> new Held(id.value(), file(id)))
                .toList();
        return new TranscriptPages(format).page(held, query);
    }

    List<String> lastMessages(Optional<String> conversation, int count) {
        return conversation
                .map(AgentSessionId::new)
                .map(id -> LastWords.of(file(id), format, count))
                .orElseGet(List::of);
    }

    /** Whether the message of this id has entered the conversation. */
    boolean holds(Optional<String> conversation, String message) {
        AtomicBoolean found = new AtomicBoolean();
        backwards(conversation, line -> {
            found.compareAndSet(false, is(message, line));
            return !found.get();
        });
        return found.get();
    }

    private static boolean is(String message, String line) {
        return line.contains("\"uuid\":\"" + message + "\"");
    }

    /** What the model's answers to the message of this id, and what followed, have used. */
    List<TranscriptEntry.Used> usedSince(Optional<String> conversation, String message) {
        List<TranscriptEntry.Used> used = new ArrayList<>();
        backwards(conversation, line -> {
            format.parse(line).stream()
                    .filter(TranscriptEntry.Used.class::isInstance)
                    .map(TranscriptEntry.Used.class::cast)
                    .forEach(used::add);
            return !is(message, line);
        });
        return used;
    }

    /** Hands on the lines of the record, the last one first. */
    private void backwards(Optional<String> conversation, Predicate<String> goOn) {
        conversation.map(AgentSessionId::new).flatMap(paths::find).ifPresent(file -> {
            try {
                new LinesBefore(file, Long.MAX_VALUE).read(line -> goOn.test(line.text()));
            } catch (IOException failed) {
                throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
            }
        });
    }

    private Path file(AgentSessionId conversation) {
        return paths.transcript(workspace, conversation);
    }
}
