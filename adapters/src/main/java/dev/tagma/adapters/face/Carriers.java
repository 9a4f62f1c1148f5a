package dev.tagma.adapters.face;

import dev.tagma.adapters.files.Sight;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Passes on what is observed, and joins what breaks a source: that there is nothing to read, and that nobody is told when
 * there is. It is intact while neither is so.
 */
public final class Carriers implements Observer {

    private final Observer observer;
    private final Map<Source, Carrier> read = new EnumMap<>(Source.class);
    private final Map<Source, Watched> watched = new EnumMap<>(Source.class);

    public Carriers(Observer observer) {
        this.observer = observer;
    }

    @Override
    public void observed(Observation observation) {
        if (observation instanceof Observation.CarrierChanged(Source source, Carrier carrier)) {
            reads(source, carrier);
        } else {
            observer.observed(observation);
        }
    }

    private synchronized void reads(Source source, Carrier carrier) {
        read.put(source, carrier);
        tell(source);
    }

    /** For a watch that is about to begin on what carries this source, in place of a former one. */
    public synchronized Sight watching(Source source) {
        Watched former = watched.get(source);
        Watched next = new Watched(source);
        watched.put(source, next);
        if (former != null && former.carrier instanceof Carrier.Broken) {
            tell(source);
        }
        return next;
    }

    /** Whether changes of anything go untold. */
    public synchronized boolean blind() {
        return watched.values().stream().anyMatch(one -> one.carrier instanceof Carrier.Broken);
    }

    private void tell(Source source) {
        Watched watch = watched.get(source);
        Carrier seen = watch == null ? Carrier.INTACT : watch.carrier;
        observer.observed(new Observation.CarrierChanged(
                source, seen instanceof Carrier.Broken ? seen : read.getOrDefault(source, Carrier.INTACT)));
    }

    private final class Watched implements Sight {

        private final Source source;
        private Carrier carrier = Carrier.INTACT;

        Watched(Source source) {
            this.source = source;
        }

        @Override
        public void lost(String reason) {
            becomes(new Carrier.Broken(reason));
        }

        @Override
        public void restored() {
            becomes(Carrier.INTACT);
        }

        private void becomes(Carrier next) {
            synchronized (Carriers.this) {
                carrier = next;
                if (watched.get(source) == this) {
                    tell(source);
                }
            }
        }
    }
}
