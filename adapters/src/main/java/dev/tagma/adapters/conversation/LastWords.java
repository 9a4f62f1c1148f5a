package dev.tagma.adapters.conversation;

import dev.tagma.adapters.files.LinesBefore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the agent said last in each of its newest turns that said something: what stands behind its last tool there. */
public final class LastWords {

    private final int count;
    private final Deque<String> messages = new ArrayDeque<>();
    private final Deque<String> current = new ArrayDeque<>();
    private boolean behindTools = true;

    private LastWords(int count) {
        this.count = count;
    }

    /** The newest {@code count} of them, oldest first. */
    public static List<String> of(Path file, TranscriptFormat parser, int count) {
        LastWords words = new LastWords(count);
        try {
            new LinesBefore(file, Long.MAX_VALUE).read(line -> {
                parser.parse(line.text()).reversed().forEach(words::take);
                return words.messages.size() < count;
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        words.turnBegan();
        return List.copyOf(words.messages);
    }

    /** Entries come newest first. */
    private void take(TranscriptEntry entry) {
        switch (entry) {
            case TranscriptEntry.Said said -> {
                if (behindTools && !said.text().isBlank()) {
                    current.addFirst(said.text().strip());
                }
            }
            case TranscriptEntry.ToolUsed used -> behindTools = false;
            case TranscriptEntry.Prompt prompt -> turnBegan();
            default -> {}
        }
    }

    private void turnBegan() {
        if (!current.isEmpty() && messages.size() < count) {
            messages.addFirst(String.join("\n", current));
        }
        current.clear();
        behindTools = true;
    }
}
