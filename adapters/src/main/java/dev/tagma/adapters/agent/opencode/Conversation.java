package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Tokens;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The session's conversation as the program records it, and the turns that it is made of. */
final class Conversation {

    private final Instant since;
    private final Supplier<Instant> startedAt;
    private final Observer observer;
    private final Pulse seen;
    private final Map<String, Message> messages = new HashMap<>();
    private final Map<String, Evidence.Entered> prompts = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Tokens> spent = new HashMap<>();
    private List<Turn> turns = List.of();

    /** What began with one prompt, and all that entered while it ran. */
    private static final class Turn {

        private final String key;
        private final Instant began;
        private @Nullable Message last;
        private String text = "";

        Turn(Message prompt) {
            this.key = prompt.id();
            this.began = prompt.created();
        }

        void says(Message message) {
            last = message;
            text = message.text().isEmpty() ? text : message.text();
        }
    }

    /**
     * A conversation of which nothing is known.
     *
     * @param since what was said before belongs to another session
     * @param startedAt when the program that runs was started: whoever spoke before speaks no more
     */
    Conversation(Instant since, Supplier<Instant> startedAt, Observer observer, Pulse seen) {
        this.since = since;
        this.startedAt = startedAt;
        this.observer = observer;
        this.seen = seen;
    }

    /** These messages are as given; others may stand there too. Of turns whose end was told nothing is told again. */
    synchronized void take(JsonNode list) {
        for (JsonNode one : list) {
            Message message = Message.of(one);
            if (!isOver(message.id()) && !isOver(message.answered())) {
                messages.put(message.id(), message);
            }
        }
        turns = turns();
        list.forEach(one -> used(one.path("info")));
        observer.observed(new Observation.ConversationGrew());
        seen.beat();
    }

    private boolean isOver(String prompt) {
        Evidence.Entered entered = prompts.get(prompt);
        return entered != null && ended.contains(entered.turnKey());
    }

    /** What a message of the agent, or of one of its subagents, used. */
    synchronized void used(JsonNode info) {
        String answered = info.path("parentID").asString("");
        if (!Spent.isTold(info) || isOver(answered)) {
            return;
        }
        Optional<String> turn = Optional.ofNullable(prompts.get(answered))
                .map(Evidence.Entered::turnKey)
                .or(() -> turns.isEmpty() ? Optional.empty() : Optional.of(turns.getLast().key));
        Observation.Used used = Spent.of(info, turn);
        boolean news = !used.tokens().equals(spent.put(used.key(), used.tokens()));
        if (news && !used.at().isBefore(since)) {
            observer.observed(used);
        }
    }

    private List<Turn> turns() {
        List<Turn> found = new ArrayList<>();
        for (Message message : messages.values().stream()
                .sorted(Comparator.comparing(Message::created).thenComparing(Message::id))
                .toList()) {
            switch (message.kind()) {
                case PROMPT -> {
                    boolean joined = !found.isEmpty() && joined(message, found.getLast());
                    if (!joined) {
                        found.add(new Turn(message));
                    }
                    entered(message, found.getLast().key, joined);
                }
                case AGENT -> {
                    if (!found.isEmpty()) {
                        found.getLast().says(message);
                    }
                }
                case PROGRAM -> {}
            }
        }
        return found;
    }

    /** What was told once is not told otherwise when more is known. */
    private boolean joined(Message prompt, Turn before) {
        Evidence.Entered known = prompts.get(prompt.id());
        return known == null ? !over(before, prompt.created()) : known.joined();
    }

    private boolean over(Turn turn, Instant at) {
        Message last = turn.last;
        if (ended.contains(turn.key) || (turn.began.isBefore(startedAt.get()) && !at.isBefore(startedAt.get()))) {
            return true;
        }
        return last != null
                && last.outcome().isPresent()
                && last.completed().filter(done -> !done.isAfter(at)).isPresent();
    }

    private void entered(Message prompt, String turn, boolean joined) {
        boolean news = prompts.putIfAbsent(prompt.id(), new Evidence.Entered(turn, joined)) == null;
        if (news && !prompt.created().isBefore(since)) {
            observer.observed(new Observation.TurnStarted(turn, prompt.text(), joined, prompt.created()));
        }
    }

    /** No turn runs that had begun by then. */
    synchronized void idle(Instant at) {
        end(turn -> !turn.began.isAfter(at), TurnOutcome.FAILED, at);
    }

    /** The newest turn may run; those before it do not. */
    synchronized void busy(Instant at) {
        end(turn -> turn != turns.getLast(), TurnOutcome.UNKNOWN, at);
    }

    /** The program is gone: only what it recorded of the ends is known. */
    synchronized void gone(Instant at) {
        end(turn -> turn.last != null && turn.last.outcome().isPresent(), TurnOutcome.UNKNOWN, at);
    }

    /** @param otherwise how those ended of which nothing is recorded */
    private void end(Predicate<Turn> over, TurnOutcome otherwise, Instant at) {
        for (Turn turn : turns) {
            if (over.test(turn) && ended.add(turn.key) && !turn.began.isBefore(since)) {
                Message last = turn.last;
                observer.observed(new Observation.TurnEnded(
                        Optional.of(turn.key),
                        last == null ? otherwise : last.outcome().orElse(TurnOutcome.INTERRUPTED),
                        Optional.of(turn.text).filter(text -> !text.isEmpty()),
                        last == null ? at : last.completed().orElse(at)));
            }
        }
        forget();
    }

    /** Of a turn that is over nothing is needed but its name: conversations grow long. */
    private void forget() {
        turns = turns.stream().filter(turn -> !ended.contains(turn.key)).toList();
        if (turns.isEmpty()) {
            messages.clear();
            spent.clear();
        } else {
            Instant from = turns.getFirst().began;
            messages.values().removeIf(message -> message.created().isBefore(from));
        }
    }

    /** Whether a turn has begun whose end was not told. */
    synchronized boolean open() {
        return !turns.isEmpty();
    }

    /** Whether it has been heard of as something somebody said. */
    synchronized boolean knows(String message) {
        return prompts.containsKey(message);
    }

    /** Whether what was to enter under a name that ends so has. */
    synchronized Evidence evidence(String name) {
        return prompts.entrySet().stream()
                .filter(prompt -> prompt.getKey().endsWith(name))
                .map(prompt -> (Evidence) prompt.getValue())
                .findFirst()
                .orElseGet(Evidence.Absent::new);
    }
}
