package dev.tagma.core.fact;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one session: the latest fact of each source on each question, and the state of each carrier.
 * Immutable.
 */
public final class Facts {

    private record Key(Source source, Question question) {}

    private static final Facts NONE = new Facts(Map.of(), Map.of(), Optional.empty());

    private final Map<Key, Fact> latest;
    private final Map<Source, Carrier> carriers;
    private final Optional<ProcessKey> process;

    private Facts(Map<Key, Fact> latest, Map<Source, Carrier> carriers, Optional<ProcessKey> process) {
        this.latest = Map.copyOf(latest);
        this.carriers = carriers.isEmpty() ? Map.of() : Map.copyOf(carriers);
        this.process = process;
    }

    /** Nothing is known. */
    public static Facts none() {
        return NONE;
    }

    /**
     * With one more observation. A fact that happened before what its source has already said on the question changes
     * nothing, however late it comes; a repeated one extends the last.
     */
    public Facts with(Fact fact) {
        Key key = new Key(fact.source(), fact.question());
        Fact known = latest.get(key);
        if (known != null && fact.happenedAt().isBefore(known.happenedAt())) {
            return this;
        }
        Map<Key, Fact> next = new HashMap<>(latest);
        next.put(key, known != null && repeats(fact, known) ? known.seenAgain(fact.observedAt()) : fact);
        return new Facts(next, carriers, process);
    }

    /** With a source's carrier in this state. A carrier that broke takes its facts with it. */
    public Facts with(Source source, Carrier carrier) {
        Map<Source, Carrier> next = new EnumMap<>(Source.class);
        next.putAll(carriers);
        next.put(source, carrier);
        Map<Key, Fact> kept = latest;
        if (carrier instanceof Carrier.Broken) {
            kept = new HashMap<>(latest);
            kept.keySet().removeIf(key -> key.source() == source);
        }
        return new Facts(kept, next, process);
    }

    /** With the session's live process, to which facts about a process must belong. */
    public Facts ofProcess(Optional<ProcessKey> live) {
        return new Facts(latest, carriers, live);
    }

    /** What is known of the process, whatever the process of the session is thought to be. */
    public Optional<ProcessKey> process() {
        return process;
    }

    public Carrier carrier(Source source) {
        return carriers.getOrDefault(source, Carrier.INTACT);
    }

    /** The source's fact on the question, if it still counts. */
    public Optional<Fact> fact(Source source, Question question, Instant now) {
        return Optional.ofNullable(latest.get(new Key(source, question))).filter(fact -> counts(fact, now));
    }

    /** All facts that still count on the question, strongest source first. */
    public List<Fact> on(Question question, Instant now) {
        return latest.values().stream()
                .filter(fact -> fact.question() == question && counts(fact, now))
                .sorted(Comparator.comparing(Fact::source))
                .toList();
    }

    /** Everything known, whether it still counts or not. */
    public Collection<Fact> all() {
        return latest.values();
    }

    public boolean isEmpty() {
        return latest.isEmpty();
    }

    private static boolean repeats(Fact fact, Fact known) {
        return known.reading().equals(fact.reading()) && known.process().equals(fact.process());
    }

    private boolean counts(Fact fact, Instant now) {
        boolean ofThisProcess = fact.process().isEmpty()
                || process.isEmpty()
                || fact.process().get().equals(process.get());
        boolean inReach = switch (fact.reach()) {
            case Reach.Level level -> true;
            case Reach.Edge edge -> edge.deadline().map(now::isBefore).orElse(true);
        };
        return ofThisProcess && inReach && carrier(fact.source()) instanceof Carrier.Intact;
    }
}
