package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.StateFile.State;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Tells that the agent's own state says that it works, before another source tells that the work is over: told after what
 * ended it, it would seem to have begun once more. The agent writes its state before all else it tells of a turn.
 */
final class WorkBegun {

    private final StateFile file;
    private final Supplier<OptionalLong> terminalPid;
    private final TasksLeft tasks;
    private final Observer observer;
    private final Clock clock;

    WorkBegun(StateFile file, Supplier<OptionalLong> terminalPid, TasksLeft tasks, Observer observer, Clock clock) {
        this.file = file;
        this.terminalPid = terminalPid;
        this.tasks = tasks;
        this.observer = observer;
        this.clock = clock;
    }

    /** Tells it if the file says so now, which is to be after what ends the work was read. */
    void tell() {
        OptionalLong pid = terminalPid.get();
        if (pid.isPresent()) {
            file.read(pid.getAsLong()).ifPresent(this::tell);
        }
    }

    /** Tells it if this state says so; the program says busy too while only subagents run on. */
    void tell(State state) {
        if (state.status().equals("busy") && tasks.running() == 0) {
            observer.observed(new Observation.Seen(
                    state.fact(new Reading.Turn(TurnState.RUNNING), clock.instant(), "state file: busy")));
        }
    }
}
