package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.protocol.Telling;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a state means, as facts. Everything here is a level: the protocol tells of every change. */
final class AcpTelling implements Telling<State> {

    private final Asking asking;
    private final Clock clock;
    private volatile Optional<ProcessKey> process = Optional.empty();

    AcpTelling(Asking asking, Clock clock) {
        this.asking = asking;
        this.clock = clock;
    }

    @Override
    public void of(Optional<ProcessKey> now) {
        process = now;
    }

    @Override
    public List<Observation> all(State state) {
        List<Observation> told = new ArrayList<>();
        told.add(new Observation.ProcessIs(process));
        told.add(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
        told.addAll(identity(state));
        state.last().ifPresent(over -> {
            told.add(new Observation.TurnStarted(over.key(), over.text(), false, over.began()));
            told.add(ended(over));
        });
        state.prompt().filter(State.Prompt::begun).ifPresent(prompt -> told.add(started(prompt)));
        told.addAll(facts(state));
        state.asked().forEach(asked -> told.add(asking.opened(asked)));
        told.add(new Observation.RequestsAre(
                state.asked().stream().map(State.Asked::key).collect(Collectors.toSet()), clock.instant()));
        told.addAll(ready(state));
        return told;
    }

    List<Observation> identity(State state) {
        return state.conversation().stream()
                .<Observation>map(id -> new Observation.Identity(new AgentSessionId(id), "the agent opened it"))
                .toList();
    }

    List<Observation> ready(State state) {
        return state.handshake().step() == Step.READY
                ? List.of(new Observation.Ready(state.handshake().since()))
                : List.of();
    }

    Observation.TurnStarted started(State.Prompt prompt) {
        return new Observation.TurnStarted(prompt.key(), prompt.text(), false, prompt.at());
    }

    Observation.TurnEnded ended(State.Over over) {
        return new Observation.TurnEnded(Optional.of(over.key()), over.outcome(), over.lastMessage(), over.at());
    }

    /**
     * What holds now. Nothing is claimed of turns before the agent can be spoken to. Facts are taken in one by one: told in
     * this order, none of them makes the others look for a moment like something that never was.
     */
    @Override
    public List<Observation> facts(State state) {
        Handshake handshake = state.handshake();
        if (handshake.step() == Step.LOGIN) {
            return List.of(seen(
                    new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN),
                    handshake.since(),
                    handshake.trouble().orElse("")));
        }
        if (handshake.step() != Step.READY) {
            return List.of();
        }
        return state.prompt().isPresent()
                ? List.of(waiting(state), turn(state), condition(state))
                : List.of(condition(state), turn(state), waiting(state));
    }

    private Observation turn(State state) {
        return state.prompt()
                .map(prompt -> seen(new Reading.Turn(TurnState.RUNNING), prompt.at(), "prompt " + prompt.key()))
                .orElseGet(() -> seen(new Reading.Turn(TurnState.OVER), quietSince(state), "no prompt is open"));
    }

    private static Instant quietSince(State state) {
        Instant ready = state.handshake().since();
        return state.last().map(State.Over::at).filter(ready::isBefore).orElse(ready);
    }

    private Observation waiting(State state) {
        if (state.loginExpired()) {
            State.Over over = state.last().orElseThrow();
            return seen(new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN), over.at(), over.detail());
        }
        if (state.asked().isEmpty()) {
            return seen(new Reading.Waiting(WaitingFor.NOTHING), state.askedSince(), "nothing is asked");
        }
        State.Asked first = state.asked().getFirst();
        return seen(new Reading.Waiting(Asking.waitsFor(first)), state.askedSince(), "it asks: " + Asking.title(first));
    }

    private Observation condition(State state) {
        Optional<State.Over> failed = state.prompt().isPresent() || state.loginExpired()
                ? Optional.empty()
                : state.last()
                        .filter(over -> over.outcome() == TurnOutcome.FAILED || over.outcome() == TurnOutcome.LIMITED);
        ConditionKind kind = failed.map(over ->
                        over.outcome() == TurnOutcome.LIMITED ? ConditionKind.USAGE_LIMITED : ConditionKind.ERROR)
                .orElse(ConditionKind.NONE);
        String detail = failed.map(State.Over::detail).orElse("");
        Instant at = state.prompt().map(State.Prompt::at).orElseGet(() -> quietSince(state));
        return seen(
                new Reading.Condition(kind, detail, failed.flatMap(State.Over::until)),
                at,
                failed.isPresent() ? detail : "nothing failed");
    }

    private Observation seen(Reading reading, Instant happenedAt, String detail) {
        return new Observation.Seen(new Fact(
                Source.PROTOCOL, reading, happenedAt, clock.instant(), Reach.LEVEL, process, "acp: " + detail));
    }
}
