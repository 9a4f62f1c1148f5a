package dev.tagma.testkit.fault;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Has one fault strike at every moment of a scenario at which the scenario must survive it. The scenario says which moment
 * it has reached and is otherwise the same as without any fault.
 */
public final class FaultPlan {

    private final Optional<Fault> fault;
    private final Set<Moment> struck = EnumSet.noneOf(Moment.class);

    private FaultPlan(Optional<Fault> fault) {
        this.fault = fault;
    }

    /** Nothing goes wrong. */
    public static FaultPlan clean() {
        return new FaultPlan(Optional.empty());
    }

    public static FaultPlan of(Fault fault) {
        return new FaultPlan(Optional.of(fault));
    }

    /** Called by the scenario; returns when the fault, if one is due, is over. */
    public void reached(Moment moment, String session) throws Exception {
        Optional<Fault> due = fault.filter(one -> one.moments().contains(moment));
        if (due.isPresent()) {
            struck.add(moment);
            due.get().strike(session);
            due.get().meanwhile(session);
            due.get().heal(session);
        }
    }

    /** The moments at which the fault is to strike. */
    public Set<Moment> due() {
        return fault.map(Fault::moments).orElseGet(Set::of);
    }

    /** The moments that were reached and struck. */
    public Set<Moment> struck() {
        return Set.copyOf(struck);
    }
}
