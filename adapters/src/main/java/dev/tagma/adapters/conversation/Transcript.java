package dev.tagma.adapters.conversation;

import dev.tagma.adapters.files.LineTail;
import dev.tagma.spi.agent.Driver.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds in transcript files whether a message has entered the conversation. */
public final class Transcript {

    private final TranscriptFormat format;

    public Transcript(TranscriptFormat format) {
        this.format = format;
    }

    /** Where a file ends now, as a mark: only what is recorded behind it is evidence. */
    public static String mark(Path file) {
        try {
            return (Files.exists(file) ? Files.size(file) : 0) + "|" + file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the text entered the conversation since the mark, in the file of the mark or in {@code current}. */
    public Evidence since(String mark, String text, Optional<Path> current) {
        int bar = mark.indexOf('|');
        Path marked = Path.of(mark.substring(bar + 1));
        Evidence evidence = search(marked, Long.parseLong(mark.substring(0, bar)), text);
        if (evidence instanceof Evidence.Absent
                && current.filter(file -> !file.equals(marked)).isPresent()) {
            return search(current.get(), 0, text);
        }
        return evidence;
    }

    private Evidence search(Path file, long offset, String text) {
        Search search = new Search(format.normalise(text));
        try {
            new LineTail(file, offset)
                    .read(line -> format.parse(line.text()).stream().allMatch(search::goesOnAfter));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return search.evidence();
    }

    /** Looks for a text entry by entry: in the conversation, or in the agent's own queue. */
    private final class Search {

        private final String wanted;
        private Optional<Evidence> entered = Optional.empty();
        private int queued;
        private int ahead;

        Search(String wanted) {
            this.wanted = wanted;
        }

        boolean goesOnAfter(TranscriptEntry entry) {
            switch (entry) {
                case TranscriptEntry.Prompt prompt
                when is(prompt.text()) -> entered = Optional.of(new Evidence.Entered(prompt.key(), false));
                case TranscriptEntry.SteeredIn steered
                when is(steered.text()) -> entered = Optional.of(new Evidence.Entered("", true));
                case TranscriptEntry.Enqueued enqueued when is(enqueued.text()) -> queued++;
                case TranscriptEntry.Enqueued enqueued -> ahead += queued == 0 ? 1 : 0;
                case TranscriptEntry.Unqueued unqueued when unqueued.all() -> queued = 0;
                case TranscriptEntry.Unqueued unqueued -> {
                    if (ahead > 0) {
                        ahead--;
                    } else {
                        queued = Math.max(0, queued - 1);
                    }
                }
                default -> {}
            }
            return entered.isEmpty();
        }

        private boolean is(String recorded) {
            return format.normalise(recorded).equals(wanted);
        }

        Evidence evidence() {
            return entered.orElseGet(() -> queued > 0 ? new Evidence.Queued() : new Evidence.Absent());
        }
    }
}
