package dev.tagma.adapters.agent.external;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what an adapter tells, but what it tells while it catches up only when it has: what it begins with was true long
 * ago, and whoever heard of it before the rest would take it for what is. Of what is told again and again then, the last
 * word alone is passed on.
 */
final class CatchingUp implements Observer {

    /** What one source says on one question. */
    private record Word(Source source, Question question) {}

    private final Observer observer;
    private final AtomicLong others = new AtomicLong();

    /** By what may overtake it, in the order of the last words; none while nothing is caught up with. */
    private @Nullable Map<Object, Observation> kept;

    CatchingUp(Observer observer) {
        this.observer = observer;
    }

    /** What is told from now on may be long over. What an adapter told that did not come to the end counts for nothing. */
    synchronized void begins() {
        kept = new LinkedHashMap<>();
    }

    /** All has been told: it is passed on at once, after this. */
    synchronized void ends(Runnable before) {
        Map<Object, Observation> all = kept;
        kept = null;
        before.run();
        if (all != null) {
            all.values().forEach(observer::observed);
        }
    }

    /** It will not come to the end. */
    synchronized void fails() {
        kept = null;
    }

    @Override
    public synchronized void observed(Observation observation) {
        Map<Object, Observation> all = kept;
        if (all == null) {
            observer.observed(observation);
        } else if (!overtaken(all, observation)) {
            Object subject = subject(observation);
            all.remove(subject);
            all.put(subject, observation);
        }
    }

    /** Whether the same source spoke of a later moment before. */
    private boolean overtaken(Map<Object, Observation> all, Observation observation) {
        return observation instanceof Observation.Seen(Fact fact)
                && all.get(subject(observation)) instanceof Observation.Seen(Fact known)
                && fact.happenedAt().isBefore(known.happenedAt());
    }

    private Object subject(Observation observation) {
        if (observation instanceof Observation.Seen(Fact fact)) {
            return new Word(fact.source(), fact.question());
        }
        if (observation instanceof Observation.CarrierChanged(Source source, var carrier)) {
            return source;
        }
        return others.incrementAndGet();
    }
}
