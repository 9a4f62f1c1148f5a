package dev.tagma.core.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is known of one session: the latest fact of each source on each question, and the state of each carrier.
 * Immutable.
 */
public final class Facts {

    /** Facts about another process never push out those about this one, so each process has its own. */
    private record Key(Source source, Question question, Optional<ProcessKey> process) {
        static Key of(Fact fact) {
            return new Key(fact.source(), fact.question(), fact.process());
        }
    }

    /** @param newest when the source said so last; what happened before comes too late, also while it repeats itself */
    private record Known(Fact fact, Instant newest) {

        Known followedBy(Fact next) {
            boolean repeats = fact.reading().equals(next.reading());
            boolean sameWord = next.source().face() || next.happenedAt().equals(newest);
            return new Known(repeats && sameWord ? fact.seenAgain(next.observedAt()) : next, next.happenedAt());
        }

        Known earlier(Duration by) {
            return new Known(fact.earlier(by), newest.minus(by));
        }
    }

    private static final Facts NONE = new Facts(Map.of(), Map.of(), Optional.empty());

    private final Map<Key, Known> latest;
    private final Map<Source, Carrier> carriers;
    private final Optional<ProcessKey> process;

    private Facts(Map<Key, Known> latest, Map<Source, Carrier> carriers, Optional<ProcessKey> process) {
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
     * nothing, however late it comes. Of two words for the same moment the one that came last counts: its source read
     * that moment anew.
     *
     * <p>The face is dated by whoever looks at it, so its repetition only extends the first look; every other source dates
     * its words itself, and a repeated one is a new one.
     */
    public Facts with(Fact fact) {
        Key key = Key.of(fact);
        Known known = latest.get(key);
        if (known != null && fact.happenedAt().isBefore(known.newest())) {
            return this;
        }
        Map<Key, Known> all = new HashMap<>(latest);
        all.put(key, known == null ? new Known(fact, fact.happenedAt()) : known.followedBy(fact));
        return new Facts(all, carriers, process);
    }

    /** With a source's carrier in this state. A carrier that broke takes its facts with it. */
    public Facts with(Source source, Carrier carrier) {
        boolean takes =
                carrier instanceof Carrier.Broken && latest.keySet().stream().anyMatch(key -> key.source() == source);
        if (carrier(source).equals(carrier) && !takes) {
            return this;
        }
        Map<Source, Carrier> next = new EnumMap<>(Source.class);
        next.putAll(carriers);
        next.put(source, carrier);
        Map<Key, Known> kept = latest;
        if (carrier instanceof Carrier.Broken) {
            kept = new HashMap<>(latest);
            kept.keySet().removeIf(key -> key.source() == source);
        }
        return new Facts(kept, next, process);
    }

    /** With the session's live process, to which facts about a process must belong; none when no process is known. */
    public Facts ofProcess(Optional<ProcessKey> live) {
        Map<Key, Known> kept = new HashMap<>(latest);
        if (live.isPresent()) {
            kept.keySet()
                    .removeIf(key -> key.process().isPresent() && !key.process().equals(live));
        }
        return new Facts(kept, carriers, live);
    }

    /**
     * As seen at {@code now}. Nothing that is known can have been observed later than that: if it claims to, the clock was
     * set back meanwhile, and everything known moves back with it. Otherwise whatever comes would be taken to come too
     * late until the clock is there again.
     */
    public Facts asOf(Instant now) {
        Optional<Instant> newest = latest.values().stream()
                .map(known -> known.fact().observedAt())
                .max(Comparator.naturalOrder())
                .filter(now::isBefore);
        if (newest.isEmpty()) {
            return this;
        }
        Duration by = Duration.between(now, newest.get());
        Map<Key, Known> moved = new HashMap<>();
        latest.forEach((key, known) -> moved.put(key, known.earlier(by)));
        return new Facts(moved, carriers, process);
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
        return counting(now)
                .filter(fact -> fact.source() == source && fact.question() == question)
                .max(Comparator.comparing(Fact::happenedAt));
    }

    /** The facts that still count on the question, one of each source, strongest source first. */
    public List<Fact> on(Question question, Instant now) {
        return counting(now)
                .filter(fact -> fact.question() == question)
                .collect(Collectors.toMap(
                        Fact::source, fact -> fact, BinaryOperator.maxBy(Comparator.comparing(Fact::happenedAt))))
                .values()
                .stream()
                .sorted(Comparator.comparing(Fact::source))
                .toList();
    }

    /** All facts that still count at that time. */
    public Stream<Fact> counting(Instant now) {
        return latest.values().stream().map(Known::fact).filter(fact -> counts(fact, now));
    }

    /** When the next fact that counts ceases to by itself. */
    public Optional<Instant> nextDeadline(Instant now) {
        return counting(now)
                .flatMap(fact -> switch (fact.reach()) {
                    case Reach.Level level -> Stream.empty();
                    case Reach.Edge edge -> edge.deadline().stream();
                })
                .min(Comparator.naturalOrder());
    }

    /** Everything known, whether it still counts or not. */
    public Collection<Fact> all() {
        return latest.values().stream().map(Known::fact).toList();
    }

    public boolean isEmpty() {
        return latest.isEmpty();
    }

    private boolean counts(Fact fact, Instant now) {
        boolean ofThisProcess = fact.process().isEmpty() || fact.process().equals(process);
        boolean inReach = switch (fact.reach()) {
            case Reach.Level level -> true;
            case Reach.Edge edge -> edge.deadline().map(now::isBefore).orElse(true);
        };
        return ofThisProcess && inReach && carrier(fact.source()) instanceof Carrier.Intact;
    }
}
