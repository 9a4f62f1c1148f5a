package dev.tagma.adapters.agent.claude.stream;

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
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a state means, as facts. Everything here is a level: the stream tells of every change. */
final class StreamTelling implements Telling<State> {

    private final Permission permission;
    private final Clock clock;
    private volatile Optional<ProcessKey> process = Optional.empty();

    StreamTelling(Permission permission, Clock clock) {
        this.permission = permission;
        this.clock = clock;
    }

    @Override
    public void of(Optional<ProcessKey> now) {
        process = now;
    }

    @Override
    public List<Observation> all(State state) {
        Talk talk = state.talk();
        List<Observation> told = new ArrayList<>();
        told.add(new Observation.ProcessIs(process));
        told.add(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
        told.addAll(identity(state));
        Stream.concat(talk.last().stream(), talk.own().stream()).forEach(over -> {
            told.add(started(over.prompt()));
            told.add(ended(over));
        });
        talk.prompt().filter(Talk.Prompt::begun).ifPresent(prompt -> told.add(started(prompt)));
        told.addAll(facts(state));
        talk.asked().forEach(asked -> told.add(permission.opened(asked)));
        told.add(new Observation.RequestsAre(
                talk.asked().stream().map(Talk.Asked::key).collect(Collectors.toSet()), clock.instant()));
        told.addAll(ready(state));
        return told;
    }

    List<Observation> identity(State state) {
        return state.conversation().stream()
                .<Observation>map(
                        id -> new Observation.Identity(new AgentSessionId(id), "the agent names its conversation so"))
                .toList();
    }

    List<Observation> ready(State state) {
        return state.ready() ? List.of(new Observation.Ready(state.handshake().since())) : List.of();
    }

    Observation.TurnStarted started(Talk.Prompt prompt) {
        return new Observation.TurnStarted(prompt.key(), prompt.text(), false, prompt.at());
    }

    Observation.TurnEnded ended(Talk.Over over) {
        return new Observation.TurnEnded(
                Optional.of(over.prompt().key()), over.outcome(), over.prompt().said(), over.at());
    }

    /**
     * What holds now. Nothing is claimed before the program can be spoken to. Facts are taken in one by one: told in this
     * order, none of them makes the others look for a moment like something that never was.
     */
    @Override
    public List<Observation> facts(State state) {
        if (!state.ready()) {
            return List.of();
        }
        return state.talk().prompt().isPresent()
                ? List.of(waiting(state), turn(state), condition(state), background(state))
                : List.of(background(state), condition(state), turn(state), waiting(state));
    }

    private Observation turn(State state) {
        return state.talk()
                .prompt()
                .map(prompt -> seen(new Reading.Turn(TurnState.RUNNING), prompt.at(), "prompt " + prompt.key()))
                .orElseGet(() -> seen(new Reading.Turn(TurnState.OVER), quietSince(state), "no prompt is open"));
    }

    private static Instant quietSince(State state) {
        Instant ready = state.handshake().since();
        return state.talk().latest().map(Talk.Over::at).filter(ready::isBefore).orElse(ready);
    }

    private Observation waiting(State state) {
        Talk talk = state.talk();
        if (state.loginExpired()) {
            return seen(
                    new Reading.Waiting(WaitingFor.TRUST_OR_LOGIN),
                    talk.aside().at(),
                    "it wants a login: " + talk.aside().detail()
                            + "; log in with the program itself, then restart the session");
        }
        if (talk.asked().isEmpty()) {
            return seen(new Reading.Waiting(WaitingFor.NOTHING), talk.askedSince(), "nothing is asked");
        }
        var first = Permission.tool(talk.asked().getFirst());
        WaitingFor what = switch (first.kind()) {
            case QUESTION -> WaitingFor.QUESTION;
            case PLAN -> WaitingFor.PLAN;
            case PERMISSION, TRUST, LOGIN -> WaitingFor.PERMISSION;
        };
        return seen(new Reading.Waiting(what), talk.askedSince(), "it asks: " + first.title());
    }

    private Observation condition(State state) {
        Talk.Aside aside = state.loginExpired()
                ? new Talk.Aside(
                        ConditionKind.NONE,
                        "",
                        Optional.empty(),
                        state.talk().aside().at())
                : state.talk().aside();
        return seen(
                new Reading.Condition(aside.kind(), aside.detail(), aside.until()),
                aside.at(),
                aside.detail().isEmpty() ? "nothing failed" : aside.detail());
    }

    private Observation background(State state) {
        Talk.Tasks tasks = state.talk().tasks();
        return seen(new Reading.Background(tasks.running()), tasks.since(), tasks.running() + " tasks run on");
    }

    private Observation seen(Reading reading, Instant happenedAt, String detail) {
        return new Observation.Seen(new Fact(
                Source.PROTOCOL, reading, happenedAt, clock.instant(), Reach.LEVEL, process, "stream: " + detail));
    }
}
