package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.conversation.Held;
import dev.tagma.adapters.conversation.History;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.adapters.face.Carriers;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.LineTail;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the session's conversation by the agent's own id, through every new id it takes, and reads its transcript as it grows. */
final class Following implements AutoCloseable {

    private final String workspace;
    private final History history;
    private final ClaudePaths paths;
    private final FileWatch watch;
    private final TranscriptParser parser;
    private final Conversation conversation;
    private final Subagents subagents;
    private final Carriers carriers;
    private final Pulse seen;
    private volatile Optional<AgentSessionId> identity;
    private FileWatch.@Nullable Watch transcriptWatch;
    private @Nullable LineTail tail;

    Following(
            Session session,
            History history,
            ClaudePaths paths,
            FileWatch watch,
            TranscriptParser parser,
            Conversation conversation,
            Carriers carriers,
            Pulse seen) {
        this.history = history;
        this.workspace = session.workspace().path();
        this.identity = session.agentSessionId();
        this.paths = paths;
        this.watch = watch;
        this.parser = parser;
        this.conversation = conversation;
        this.subagents = new Subagents(parser);
        this.carriers = carriers;
        this.seen = seen;
    }

    /** The transcript of the conversation, which may not exist yet; none while the agent has not named it. */
    Optional<Path> file() {
        return identity.map(this::transcript);
    }

    /** The conversations the session has held, oldest first, and the one it holds; none while the agent has not named it. */
    List<Held> held() {
        return identity.map(history::upTo).orElseGet(List::of).stream()
                .map(id -> new Held(id.value(), transcript(id)))
                .toList();
    }

    private Path transcript(AgentSessionId id) {
        return paths.transcript(workspace, id);
    }

    /** The agent says which conversation it holds; {@code file} is empty where it does not say where that is kept. */
    void identified(AgentSessionId id, Path file) {
        boolean named = !file.toString().isEmpty();
        if (identity.filter(id::equals).isPresent()) {
            if (named) {
                follow(file);
            }
            return;
        }
        identity.ifPresent(former -> history.changed(former, id));
        identity = Optional.of(id);
        carriers.observed(new Observation.Identity(id, "the agent names its conversation so"));
        follow(named ? file : transcript(id));
    }

    /** Begins to watch the transcript of the conversation that is known, if the agent has not said before where it is. */
    synchronized void begin() {
        if (transcriptWatch == null) {
            file().ifPresent(this::follow);
        }
    }

    private synchronized void follow(Path file) {
        LineTail current = tail;
        boolean same = current != null && current.file().equals(file);
        if (same && transcriptWatch != null) {
            return;
        }
        if (transcriptWatch != null) {
            transcriptWatch.close();
        }
        if (!same) {
            tail = new LineTail(file, 0);
            replayTail();
        }
        Path directory = file.getParent();
        transcriptWatch = watch.watch(
                directory == null ? file : directory,
                name -> file.endsWith(name),
                this::read,
                carriers.watching(Source.TRANSCRIPT));
    }

    /** Tells what was recorded before, without watching for more. */
    synchronized void replay() {
        Optional<Path> file = file();
        if (tail == null && file.isPresent()) {
            LineTail read = new LineTail(file.get(), 0);
            tail = read;
            replayTail();
            if (read.offset() == 0) {
                tail = null;
            }
        }
    }

    private void replayTail() {
        conversation.replaying(true);
        read();
        conversation.replaying(false);
    }

    /** The newest prompt, if nothing has come of it as far as is recorded now. */
    synchronized Optional<TranscriptEntry.Prompt> unanswered() {
        read();
        return conversation.unanswered();
    }

    /** That prompt was taken back, if still nothing has come of it. */
    synchronized void takenBack(TranscriptEntry.Prompt prompt, Instant at) {
        read();
        if (conversation.unanswered().filter(prompt::equals).isPresent()) {
            conversation.takenBack(at);
        }
    }

    /** Takes in what was recorded since the last call. */
    synchronized void read() {
        LineTail current = tail;
        if (current == null) {
            return;
        }
        // Before the end of a turn in the transcript is told.
        subagents.read(current.file(), conversation::take);
        try {
            boolean grew = current.read(line -> {
                parser.parse(line.text()).forEach(conversation::take);
                return true;
            });
            if (grew) {
                carriers.observed(new Observation.ConversationGrew());
                seen.beat();
            }
        } catch (IOException failed) {
            carriers.observed(new Observation.CarrierChanged(
                    Source.TRANSCRIPT, new Carrier.Broken("the transcript cannot be read: " + failed)));
        }
    }

    @Override
    public synchronized void close() {
        if (transcriptWatch != null) {
            transcriptWatch.close();
        }
    }
}
