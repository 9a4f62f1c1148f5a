package dev.tagma.adapters.agent.external;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what an adapter tells, but what it tells while it catches up only when it has: what it begins with was true long
 * ago, and whoever heard of it before the rest would take it for what is. Of what is told again and again then, the last
 * word alone is passed on; and what is comes before what somebody may act on.
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
            all.values().stream().sorted(Comparator.comparing(CatchingUp::rank)).forEach(observer::observed);
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
            if (observation instanceof Observation.CarrierChanged(var source, Carrier.Broken broken)) {
                // What the source said before goes with it.
                all.keySet().removeIf(word -> word instanceof Word(var of, var question) && of == source);
            }
            Object subject = subject(observation);
            all.remove(subject);
            all.put(subject, observation);
        }
    }

    /** In which order what was kept is passed on. */
    private enum Rank {
        PAST,
        CARRIER,

        /** Whether a turn runs comes last: an agent that waits works, too, and would be said to do no more than that. */
        MORE_THAN_A_TURN,
        TURN,

        /** An answer that was decided on may be given at once, and all that was just told changes by that. */
        ACTED_ON
    }

    private static Rank rank(Observation observation) {
        return switch (observation) {
            case Observation.TurnStarted began -> Rank.PAST;
            case Observation.TurnEnded over -> Rank.PAST;
            case Observation.Identity identity -> Rank.PAST;
            case Observation.Used used -> Rank.PAST;
            case Observation.GoalIs is -> Rank.PAST;
            case Observation.ProcessIs process -> Rank.PAST;
            case Observation.CarrierChanged changed -> Rank.CARRIER;
            case Observation.Seen(Fact fact) -> fact.question() == Question.TURN ? Rank.TURN : Rank.MORE_THAN_A_TURN;
            case Observation.ConversationGrew grew -> Rank.ACTED_ON;
            case Observation.Ready ready -> Rank.ACTED_ON;
            case Observation.RequestOpened asked -> Rank.ACTED_ON;
            case Observation.RequestChannel changed -> Rank.ACTED_ON;
            case Observation.RequestClosed closed -> Rank.ACTED_ON;
            case Observation.RequestsAre are -> Rank.ACTED_ON;
            case Observation.Unreachable unreachable -> Rank.ACTED_ON;
            case Observation.Reachable reachable -> Rank.ACTED_ON;
            case Observation.Ended ended -> Rank.ACTED_ON;
        };
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
