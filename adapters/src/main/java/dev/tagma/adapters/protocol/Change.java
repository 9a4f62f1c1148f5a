package dev.tagma.adapters.protocol;

import dev.tagma.spi.agent.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What one thing that happened leads to: the next state, with what is to be said in it, and what is to be told. */
public final class Change<S> {

    private final Telling<S> telling;
    private final List<Observation> told = new ArrayList<>();
    private S state;

    public Change(S before, Telling<S> telling) {
        this.state = before;
        this.telling = telling;
    }

    public S state() {
        return state;
    }

    public void to(UnaryOperator<S> next) {
        state = next.apply(state);
    }

    public void tell(Observation observation) {
        told.add(observation);
    }

    public void tell(List<Observation> observations) {
        told.addAll(observations);
    }

    /** Tells what holds now. */
    public void tellFacts() {
        told.addAll(telling.facts(state));
    }

    public List<Observation> told() {
        return told;
    }
}
