package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What each thing that the agent says leads to. A line that only adds to what the agent is just saying leads to nothing
 * yet: it is heard again after a crash, until what it belongs to is complete.
 */
final class Hearing {

    private static final System.Logger LOG = System.getLogger(Hearing.class.getName());

    /** So many lines that are no messages are put on record; an agent that logs to its output would fill it. */
    private static final int NOISE_KEPT = 20;

    private final Messages messages;
    private final Handshaking handshaking;
    private final Calls calls;
    private final Updates updates;
    private final UsageTold usage;
    private final Turns turns;
    private final Telling telling;
    private final Journal journal;
    private final Clock clock;

    Hearing(
            Messages messages,
            Handshaking handshaking,
            Calls calls,
            Updates updates,
            UsageTold usage,
            Turns turns,
            Telling telling,
            Journal journal,
            Clock clock) {
        this.messages = messages;
        this.handshaking = handshaking;
        this.calls = calls;
        this.updates = updates;
        this.usage = usage;
        this.turns = turns;
        this.telling = telling;
        this.journal = journal;
        this.clock = clock;
    }

    /** What was being said is heard again. */
    void forget() {
        updates.forget();
    }

    /** What a line leads to; nothing where there is more to come before it does. */
    Optional<Change> heard(State state, Line line) {
        if (line.whole() && line.text().isBlank()) {
            return Optional.empty();
        }
        Incoming said = line.whole()
                ? messages.read(line.text())
                : Messages.malformed("it is longer than any message may be", line.text());
        Change change = new Change(state, telling);
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

    /** All that has been said so far has been heard: outside of a turn nothing would complete what is being said. */
    Optional<Change> pause(State state) {
        if (state.prompt().isPresent() || !updates.saying()) {
            return Optional.empty();
        }
        Change change = new Change(state, telling);
        long end = updates.flush(change);
        change.to(next -> next.readTo(end));
        return Optional.of(change);
    }

    /** The agent says nothing more, and what it was saying is all of it. */
    void gone(Change change) {
        if (updates.saying()) {
            long end = updates.flush(change);
            change.to(state -> state.readTo(end));
        }
        turns.gone(change);
        calls.gone(change);
    }

    private boolean notice(Change change, String method, JsonNode params) {
        if (method.equals("$/cancel_request")) {
            calls.takenBack(change, params.path("requestId"));
        }
        return true;
    }

    private boolean answered(Change change, JsonNode id, JsonNode value, Line line) {
        Handshake handshake = change.state().handshake();
        if (handshake.step().underWay() && is(id, handshake.awaits())) {
            change.to(state -> handshaking.answered(state, value, clock.instant()));
            stepped(change, handshake);
        } else if (ofPrompt(change, id)) {
            turns.beginsBefore(change, line);
            long _ = updates.flush(change);
            usage.atEnd(change, value);
            turns.over(change, value.path("stopReason").asString(""), line);
        }
        return true;
    }

    private boolean failed(Change change, Incoming.Failure failure, Line line) {
        Handshake handshake = change.state().handshake();
        if (handshake.step().underWay() && is(failure.id(), handshake.awaits())) {
            change.to(state -> handshaking.refused(state, failure, clock.instant()));
            stepped(change, handshake);
        } else if (ofPrompt(change, failure.id())) {
            turns.beginsBefore(change, line);
            long _ = updates.flush(change);
            turns.failed(change, failure, line);
        }
        return true;
    }

    private static boolean ofPrompt(Change change, JsonNode id) {
        return change.state().prompt().filter(prompt -> is(id, prompt.number())).isPresent();
    }

    private static boolean is(JsonNode id, long number) {
        return id.asString("").equals(Long.toString(number));
    }

    private void stepped(Change change, Handshake before) {
        State state = change.state();
        if (state.conversation().isPresent() && before.step() == Step.OPENING) {
            change.tell(telling.identity(state));
        }
        change.tellFacts();
        change.tell(telling.ready(state));
    }

    private boolean noise(Change change, Incoming.Malformed noise, Line line) {
        LOG.log(System.Logger.Level.DEBUG, () -> "An agent wrote '" + noise.beginning() + "': " + noise.reason());
        if (change.state().noise() < NOISE_KEPT) {
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
        }
        change.to(State::noisier);
        return true;
    }
}
