package dev.tagma.adapters.agent.acp;

import dev.tagma.spi.agent.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What one thing that happened leads to: the next state, with what is to be said in it, and what is to be told. */
final class Change {

    private final Telling telling;
    private State state;
    private final List<Observation> told = new ArrayList<>();

    Change(State before, Telling telling) {
        this.state = before;
        this.telling = telling;
    }

    State state() {
        return state;
    }

    void to(UnaryOperator<State> next) {
        state = next.apply(state);
    }

    void tell(Observation observation) {
        told.add(observation);
    }

    /** Tells what holds now. */
    void tellFacts() {
        told.addAll(telling.facts(state));
    }

    void tell(List<Observation> observations) {
        told.addAll(observations);
    }

    List<Observation> told() {
        return told;
    }
}
