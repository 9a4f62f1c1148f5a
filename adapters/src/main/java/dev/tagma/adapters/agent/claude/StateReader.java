package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.StateFile.State;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Request.How;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Takes in what the state file says. One thread at a time. */
final class StateReader {

    private final StateFile file;
    private final Supplier<OptionalLong> terminalPid;
    private final HookReader hooks;
    private final TasksLeft tasks;
    private final WorkBegun begun;
    private final BooleanSupplier screenAsks;
    private final Asks asks;
    private final Observer observer;
    private final Runnable told;
    private final BiConsumer<AgentSessionId, Path> identified;
    private final Clock clock;
    private volatile Optional<ProcessKey> process = Optional.empty();
    private volatile long number;
    private boolean broken;
    private volatile boolean found;
    private volatile Optional<State> last = Optional.empty();

    /**
     * A reader of that file.
     *
     * @param screenAsks whether the screen shows a dialog about trust or login: the file calls every dialog of the program's
     *     own the same
     * @param told takes in what brought the agent to a new state: it was told to hooks, or recorded, before
     */
    StateReader(
            StateFile file,
            Supplier<OptionalLong> terminalPid,
            HookReader hooks,
            TasksLeft tasks,
            WorkBegun begun,
            BooleanSupplier screenAsks,
            Asks asks,
            Observer observer,
            Runnable told,
            BiConsumer<AgentSessionId, Path> identified,
            Clock clock) {
        this.file = file;
        this.terminalPid = terminalPid;
        this.hooks = hooks;
        this.tasks = tasks;
        this.begun = begun;
        this.screenAsks = screenAsks;
        this.asks = asks;
        this.observer = observer;
        this.told = told;
        this.identified = identified;
        this.clock = clock;
    }

    /** What the file said last. */
    Optional<State> last() {
        return last;
    }

    /**
     * Whether a change inside the file of this name may be news of this agent. All agents of a user share the directory; once
     * an agent's file is found, only that one is its own.
     */
    boolean concernedBy(Path name) {
        return !found || process.isEmpty() || name.toString().equals(number + ".json");
    }

    void look() {
        OptionalLong pid = terminalPid.get();
        if (pid.isEmpty()) {
            return;
        }
        Optional<State> state = file.read(pid.getAsLong());
        found = state.isPresent();
        if (state.isPresent()) {
            take(newest(state.get(), pid.getAsLong()));
        } else if (process.isPresent() && file.missing(number) && !broken) {
            broken = true;
            last = Optional.empty();
            observer.observed(new Observation.CarrierChanged(
                    Source.AGENT_STATE, new Carrier.Broken("the agent's state file is gone")));
        }
    }

    /** Taking in what was told takes time, in which the agent may have gone on: what the file said before is no longer so. */
    private State newest(State read, long pid) {
        State state = read;
        while (isOf(state.process())) {
            begun.tell(state);
            told.run();
            Optional<State> again = file.read(pid);
            if (again.isEmpty() || again.get().equals(state)) {
                return state;
            }
            state = again.get();
        }
        return state;
    }

    private boolean isOf(ProcessKey known) {
        return process.filter(known::equals).isPresent();
    }

    private void take(State state) {
        boolean first = !isOf(state.process());
        if (first) {
            number = state.number();
            process = Optional.of(state.process());
            observer.observed(new Observation.ProcessIs(process));
        }
        if (broken) {
            broken = false;
            observer.observed(new Observation.CarrierChanged(Source.AGENT_STATE, Carrier.INTACT));
        }
        last = Optional.of(state);
        if (!state.sessionId().isEmpty()) {
            identified.accept(new AgentSessionId(state.sessionId()), Path.of(""));
        }
        switch (state.status()) {
            case "idle" -> {
                tasks.noneAt(state.since());
                asks.nothingOpenAt(state.since(), How.WITHDRAWN);
                tell(state, TurnState.OVER, WaitingFor.NOTHING, 0);
            }
            case "shell" -> {
                asks.nothingOpenAt(state.since(), How.WITHDRAWN);
                tell(state, TurnState.OVER, WaitingFor.NOTHING, Math.max(1, tasks.running()));
            }
            case "busy" -> {
                asks.nothingOpenAt(state.since(), How.ANSWERED_AT_TERMINAL);
                int left = tasks.running();
                // The program says busy too while only subagents run on; the Stop hook told of those.
                tell(state, left > 0 ? TurnState.OVER : TurnState.RUNNING, WaitingFor.NOTHING, left);
            }
            case "waiting" -> waiting(state);
            default -> {}
        }
        if (first) {
            observer.observed(new Observation.Ready(clock.instant()));
        }
    }

    private void waiting(State state) {
        switch (state.waitingFor()) {
            case "permission prompt" -> tell(state, TurnState.RUNNING, hooks.asked(), 0);
            case "input needed" -> tell(state, TurnState.RUNNING, WaitingFor.QUESTION, 0);
            case "dialog open" -> {
                // Where a person opened a menu, what the agent itself does has not changed.
                if (screenAsks.getAsBoolean()) {
                    tell(state, TurnState.RUNNING, WaitingFor.TRUST_OR_LOGIN, 0);
                }
            }
            default -> tell(state, TurnState.RUNNING, WaitingFor.SOMETHING, 0);
        }
    }

    /** One after the other, and each is looked at by itself: an agent that waits must not seem to work in between. */
    private void tell(State state, TurnState turn, WaitingFor waiting, int tasks) {
        String detail =
                "state file: " + state.status() + (state.waitingFor().isEmpty() ? "" : ", " + state.waitingFor());
        if (waiting == WaitingFor.NOTHING) {
            seen(state, new Reading.Turn(turn), detail);
            seen(state, new Reading.Waiting(waiting), detail);
        } else {
            seen(state, new Reading.Waiting(waiting), detail);
            seen(state, new Reading.Turn(turn), detail);
        }
        seen(state, new Reading.Background(tasks), detail);
    }

    private void seen(State state, Reading reading, String detail) {
        observer.observed(new Observation.Seen(state.fact(reading, clock.instant(), detail)));
    }
}
