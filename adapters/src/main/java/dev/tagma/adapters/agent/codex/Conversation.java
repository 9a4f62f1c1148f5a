package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.agent.codex.StateFile.Held;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.LineTail;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.files.Sight;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What has entered the session's conversations, as their records tell and, sooner, the app-server. Both may tell the same:
 * a prompt is known by its id.
 */
final class Conversation implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final StateFile state;
    private final EntryParser parser;
    private final FileWatch watch;
    private final Board board;
    private final Observer observer;
    private final Pulse seen;
    private final Map<Path, LineTail> tails = new HashMap<>();
    private final Set<String> prompts = new HashSet<>();
    private final Set<String> turns = new HashSet<>();
    private final Map<String, Evidence.Entered> named = new HashMap<>();
    private String model;
    private String goal = "";
    private FileWatch.@Nullable Watch following;

    /** @param model the one that was asked for, until the record tells which it is */
    Conversation(
            StateFile state,
            EntryParser parser,
            FileWatch watch,
            Board board,
            Observer observer,
            Pulse seen,
            String model) {
        this.state = state;
        this.parser = parser;
        this.watch = watch;
        this.board = board;
        this.observer = observer;
        this.seen = seen;
        this.model = model;
    }

    /** Begins to watch the record of the conversation that is held now. */
    synchronized void follow() {
        close();
        read();
        state.state().current().map(Held::record).ifPresent(file -> {
            Path directory = file.getParent();
            following = watch.watch(
                    directory == null ? file : directory, name -> file.endsWith(name), this::read, new Sight() {
                        @Override
                        public void lost(String reason) {
                            // The app-server tells of everything too; what it told is looked up whenever it is needed.
                        }

                        @Override
                        public void restored() {
                            read();
                        }
                    });
        });
    }

    /** Takes in what was recorded since the last call. */
    synchronized void read() {
        boolean grew = false;
        for (Held held : state.state().held()) {
            LineTail tail = tails.computeIfAbsent(held.record(), file -> new LineTail(file, 0));
            try {
                grew |= tail.read(line -> {
                    parser.parse(line.text()).ifPresent(entry -> take(entry, held));
                    return true;
                });
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.WARNING, "The record of a conversation cannot be read", failed);
            }
        }
        if (grew) {
            observer.observed(new Observation.ConversationGrew());
            seen.beat();
        }
    }

    private void take(Entry entry, Held held) {
        switch (entry) {
            case Entry.Prompt prompt -> entered(prompt);
            case Entry.GoalIs(String text, var _) -> goal = text;
            case Entry.GoalTurn(String turn, Instant at) -> wentOn(turn, at);
            case Entry.ModelIs(String name, var _) -> model = name;
            case Entry.Used used -> used(used, held);
            case Entry.Allows(JsonNode limits, var _) -> board.allows(limits);
            default -> {}
        }
    }

    /** A fork's record begins with a copy of the original's, which was not used here. */
    private void used(Entry.Used used, Held held) {
        if (used.thread().equals(held.id())
                && !used.response().isEmpty()
                && used.tokens().total() > 0) {
            observer.observed(
                    new Observation.Used(used.response(), model, Optional.of(used.turn()), used.tokens(), used.at()));
        }
    }

    /** Somebody's words are in the conversation. */
    synchronized void entered(Entry.Prompt prompt) {
        if (!prompts.add(prompt.id())) {
            return;
        }
        boolean joined = !turns.add(prompt.turn());
        prompt.client().ifPresent(name -> named.put(name, new Evidence.Entered(prompt.turn(), joined)));
        observer.observed(new Observation.TurnStarted(prompt.turn(), prompt.text(), joined, prompt.at()));
        observer.observed(new Observation.ConversationGrew());
        seen.beat();
    }

    /** Nobody said anything: the program goes on with its goal. */
    private void wentOn(String turn, Instant at) {
        if (turns.add(turn)) {
            observer.observed(new Observation.TurnStarted(turn, "Goal: " + goal, false, at));
        }
    }

    /** Whether what was to enter under this name has. */
    synchronized Evidence evidence(String name) {
        read();
        Evidence.Entered found = named.get(name);
        return found == null ? new Evidence.Absent() : found;
    }

    /** The ends of turns as the record tells them: where nobody else is left to tell. */
    synchronized void tellEnds() {
        read();
        for (Held held : state.state().held()) {
            try {
                boolean _ = new LineTail(held.record(), 0).read(line -> {
                    parser.parse(line.text()).ifPresent(this::tellEnd);
                    return true;
                });
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.WARNING, "The record of a conversation cannot be read", failed);
            }
        }
    }

    private void tellEnd(Entry entry) {
        if (entry instanceof Entry.TurnOver over) {
            observer.observed(
                    new Observation.TurnEnded(Optional.of(over.turn()), over.outcome(), over.lastMessage(), over.at()));
        }
    }

    @Override
    public synchronized void close() {
        if (following != null) {
            following.close();
            following = null;
        }
    }
}
