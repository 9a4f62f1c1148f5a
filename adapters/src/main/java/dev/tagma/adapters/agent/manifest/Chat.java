package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.conversation.Held;
import dev.tagma.adapters.conversation.Transcript;
import dev.tagma.adapters.conversation.TranscriptFormat;
import dev.tagma.adapters.face.Carriers;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.LineTail;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows the agent's record of the conversation by the conversation's id; it comes with the first prompt. */
final class Chat implements AutoCloseable {

    /** How long a record may be there unseen while the screen goes on showing the same. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Optional<ChatFiles> files;
    private final TranscriptFormat format;
    private final FileWatch watch;
    private final Turns turns;
    private final Carriers carriers;
    private final Pulse seen;
    private final Map<Path, LineTail> tails = new HashMap<>();
    private FileWatch.@Nullable Watch watching;
    private List<Path> known = List.of();
    private Optional<State> lookedAt = Optional.empty();
    private long lookedNanos;

    /** Follows nothing yet; {@code files} is empty where the agent keeps no record. */
    Chat(
            Optional<ChatFiles> files,
            TranscriptFormat format,
            FileWatch watch,
            Turns turns,
            Carriers carriers,
            Pulse seen) {
        this.files = files;
        this.format = format;
        this.watch = watch;
        this.turns = turns;
        this.carriers = carriers;
        this.seen = seen;
    }

    /** Whether the agent keeps a record of this conversation. */
    boolean kept() {
        return files.isPresent();
    }

    /** Whether anything was recorded yet. */
    boolean begun() {
        return !found().isEmpty();
    }

    private List<Path> found() {
        return files.map(ChatFiles::find).orElseGet(List::of);
    }

    /** The record's parts; the one that is written is the last. */
    List<Held> held() {
        return files.map(ChatFiles::held).orElseGet(List::of);
    }

    TranscriptFormat format() {
        return format;
    }

    /** Where the record ends now: only what comes behind it is evidence. */
    String mark() {
        return found().stream().map(Transcript::mark).collect(Collectors.joining("\n"));
    }

    /** Whether the text entered the conversation since the mark. */
    Evidence since(String mark, String text) {
        Transcript transcript = new Transcript(format);
        List<String> marks = mark.lines().toList();
        for (Path file : found()) {
            String own = marks.stream()
                    .filter(one -> one.endsWith("|" + file))
                    .findFirst()
                    .orElse("0|" + file);
            Evidence evidence = transcript.since(own, text, Optional.empty());
            if (!(evidence instanceof Evidence.Absent)) {
                return evidence;
            }
        }
        return new Evidence.Absent();
    }

    /** Takes in what is there, and begins to watch the record when there is one. */
    synchronized void begin() {
        lookedNanos = System.nanoTime();
        known = found();
        watchKnown();
        read(known);
    }

    /**
     * Takes in what is new, whenever the screen changed. A record that is not there yet is looked for when the screen shows
     * something else than before, and else now and then: that goes through directories.
     */
    synchronized void look(Optional<State> shown) {
        if (watching == null || carriers.blind()) {
            boolean again = !shown.equals(lookedAt) || System.nanoTime() - lookedNanos >= LOOK_AGAIN.toNanos();
            lookedAt = shown;
            if (again) {
                begin();
            }
        } else {
            read(known);
        }
    }

    private void watchKnown() {
        if (watching == null && !known.isEmpty()) {
            Path directory = known.getFirst().getParent();
            watching = watch.watch(
                    directory == null ? known.getFirst() : directory,
                    name -> files.filter(one -> one.concerns(name)).isPresent(),
                    this::read,
                    carriers.watching(Source.TRANSCRIPT));
        }
    }

    /** Takes in what is new, without watching for more. */
    synchronized void read() {
        known = found();
        read(known);
    }

    private void read(List<Path> found) {
        boolean grew = false;
        for (Path file : found) {
            try {
                grew |= tails.computeIfAbsent(file, one -> new LineTail(one, 0)).read(line -> {
                    format.parse(line.text()).forEach(turns::recorded);
                    return true;
                });
            } catch (IOException failed) {
                carriers.observed(new Observation.CarrierChanged(
                        Source.TRANSCRIPT, new Carrier.Broken("the chat file cannot be read: " + failed)));
            }
        }
        if (grew) {
            carriers.observed(new Observation.ConversationGrew());
            seen.beat();
        }
    }

    @Override
    public synchronized void close() {
        if (watching != null) {
            watching.close();
            watching = null;
        }
    }
}
