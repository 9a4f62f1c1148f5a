package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.adapters.protocol.Hearing;
import dev.tagma.adapters.protocol.Replies;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What each thing that the agent says leads to. A line that only adds to what the agent is just saying leads to nothing
 * yet: it is heard again after a crash, until what it belongs to is complete.
 */
final class AcpHearing implements Hearing<State> {

    private static final System.Logger LOG = System.getLogger(AcpHearing.class.getName());

    /** So many lines that are no messages are put on record; an agent that logs to its output would fill it. */
    private static final int NOISE_KEPT = 20;

    private final Messages messages;
    private final Handshaking handshaking;
    private final Calls calls;
    private final Updates updates;
    private final UsageTold usage;
    private final Turns turns;
    private final AcpTelling telling;
    private final Journal journal;
    private final Replies replies;
    private final Clock clock;

    AcpHearing(
            Messages messages,
            Handshaking handshaking,
            Calls calls,
            Updates updates,
            UsageTold usage,
            Turns turns,
            AcpTelling telling,
            Journal journal,
            Replies replies,
            Clock clock) {
        this.messages = messages;
        this.handshaking = handshaking;
        this.calls = calls;
        this.updates = updates;
        this.usage = usage;
        this.turns = turns;
        this.telling = telling;
        this.journal = journal;
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public void forget() {
        updates.forget();
    }

    @Override
    public Optional<Change<State>> heard(State state, Line line) {
        if (line.whole() && line.text().isBlank()) {
            return Optional.empty();
        }
        Incoming said = line.whole()
                ? messages.read(line.text())
                : Messages.malformed("it is longer than any message may be", line.text());
        Change<State> change = new Change<>(state, telling);
        boolean complete = switch (said) {
            case Incoming.Notice(String method, JsonNode params)
            when method.equals("session/update") -> updates.heard(change, params, line);
            case Incoming.Notice(String method, JsonNode params) -> notice(change, method, params);
            case Incoming.Call call -> {
                turns.beginsBefore(change, line);
                long _ = updates.flush(change);
                calls.heard(change, call, line);
                yield true;
            }
            case Incoming.Result(JsonNode id, JsonNode value) -> answered(change, id, value, line);
            case Incoming.Failure failure -> failed(change, failure, line);
            case Incoming.Malformed noise -> noise(change, noise, line);
        };
        if (complete) {
            change.to(next -> next.readTo(line.end()));
        }
        return complete || !change.told().isEmpty() ? Optional.of(change) : Optional.empty();
    }

    /** Whoever calls gets an answer, and a turn of whose end nothing can be made has ended all the same. */
    @Override
    public Change<State> notUnderstood(State state, Line line) {
        Change<State> change = new Change<>(state, telling);
        long _ = updates.flush(change);
        switch (messages.read(line.text())) {
            case Incoming.Call call ->
                change.to(next -> next.saying(
                        messages.failure(call.id(), Messages.BAD_PARAMETERS, "Tagma cannot make anything of it")));
            case Incoming.Result(JsonNode id, JsonNode value)
            when ofPrompt(change, id) ->
                turns.endsOddly(change, "nothing could be made of what it said in the end", line);
            case Incoming.Failure failure
            when ofPrompt(change, failure.id()) ->
                turns.endsOddly(change, "nothing could be made of what it said in the end", line);
            case Incoming.Result result -> {}
            case Incoming.Failure failure -> {}
            case Incoming.Notice notice -> {}
            case Incoming.Malformed malformed -> {}
        }
        change.to(next -> next.readTo(line.end()));
        return change;
    }

    /** Outside of a turn nothing would complete what is being said. */
    @Override
    public Optional<Change<State>> pause(State state) {
        if (state.prompt().isPresent() || !updates.saying()) {
            return Optional.empty();
        }
        Change<State> change = new Change<>(state, telling);
        long end = updates.flush(change);
        change.to(next -> next.readTo(end));
        return Optional.of(change);
    }

    /** What it was saying is all of it. */
    @Override
    public void gone(Change<State> change) {
        if (updates.saying()) {
            long end = updates.flush(change);
            change.to(state -> state.readTo(end));
        }
        turns.gone(change);
        calls.gone(change);
        replies.gone();
    }

    private boolean notice(Change<State> change, String method, JsonNode params) {
        if (!method.equals("$/cancel_request")) {
            return !updates.saying();
        }
        long _ = updates.flush(change);
        calls.takenBack(change, params.path("requestId"));
        return true;
    }

    private boolean answered(Change<State> change, JsonNode id, JsonNode value, Line line) {
        Handshake handshake = change.state().handshake();
        if (handshake.step().underWay() && is(id, handshake.awaits())) {
            long _ = updates.flush(change);
            change.to(state -> handshaking.answered(state, value, clock.instant()));
            stepped(change, handshake);
        } else if (ofPrompt(change, id)) {
            turns.beginsBefore(change, line);
            long _ = updates.flush(change);
            usage.atEnd(change, value);
            turns.over(change, value.path("stopReason").asString(""), line);
            updates.turnOver();
        } else {
            boolean _ = replies.arrived(id.asString(""), new Replies.Reply.Yes());
            return !updates.saying();
        }
        return true;
    }

    private boolean failed(Change<State> change, Incoming.Failure failure, Line line) {
        Handshake handshake = change.state().handshake();
        if (handshake.step().underWay() && is(failure.id(), handshake.awaits())) {
            long _ = updates.flush(change);
            change.to(state -> handshaking.refused(state, failure, clock.instant()));
            stepped(change, handshake);
        } else if (ofPrompt(change, failure.id())) {
            turns.beginsBefore(change, line);
            long _ = updates.flush(change);
            turns.failed(change, failure, line);
            updates.turnOver();
        } else {
            boolean _ = replies.arrived(failure.id().asString(""), new Replies.Reply.No(failure.message()));
            return !updates.saying();
        }
        return true;
    }

    private static boolean ofPrompt(Change<State> change, JsonNode id) {
        return change.state().prompt().filter(prompt -> is(id, prompt.number())).isPresent();
    }

    private static boolean is(JsonNode id, long number) {
        return id.asString("").equals(Long.toString(number));
    }

    private void stepped(Change<State> change, Handshake before) {
        State state = change.state();
        if (state.conversation().isPresent() && before.step() == Step.OPENING) {
            change.tell(telling.identity(state));
        }
        change.tellFacts();
        change.tell(telling.ready(state));
    }

    private boolean noise(Change<State> change, Incoming.Malformed noise, Line line) {
        LOG.log(System.Logger.Level.DEBUG, () -> "An agent wrote '" + noise.beginning() + "': " + noise.reason());
        if (change.state().noise() >= NOISE_KEPT) {
            return !updates.saying();
        }
        long _ = updates.flush(change);
        journal.keep(new Entry(
                change.state().run(),
                line.end(),
                clock.instant(),
                "system",
                "the agent wrote a line that is no message, because " + noise.reason() + ": " + noise.beginning(),
                Optional.empty(),
                Optional.empty()));
        change.tell(new Observation.ConversationGrew());
        change.to(State::noisier);
        return true;
    }
}
