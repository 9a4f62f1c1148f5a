package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.core.request.Request;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Where turns begin and end. */
final class Turns {

    private final Journal journal;
    private final AcpTelling telling;
    private final Asking asking;
    private final Messages messages;
    private final Clock clock;

    Turns(Journal journal, AcpTelling telling, Asking asking, Messages messages, Clock clock) {
        this.journal = journal;
        this.telling = telling;
        this.asking = asking;
        this.messages = messages;
        this.clock = clock;
    }

    /** The agent speaks after it was given a prompt: it has it. The prompt stands in front of what is said in this line. */
    void beginsBefore(Change<State> change, Line line) {
        begins(change, line.offset() + 1);
    }

    private void begins(Change<State> change, long place) {
        change.state().prompt().filter(prompt -> !prompt.begun()).ifPresent(prompt -> {
            journal.keep(new Entry(
                    change.state().run(),
                    place,
                    clock.instant(),
                    "user",
                    prompt.text(),
                    Optional.empty(),
                    Optional.of(prompt.key())));
            change.to(state -> state.working(prompt.seenToBegin()));
            change.tell(telling.started(prompt));
            change.tell(new Observation.ConversationGrew());
        });
    }

    /** The agent says why it stopped. */
    void over(Change<State> change, String reason, Line line) {
        switch (reason) {
            case "end_turn" -> ends(change, TurnOutcome.COMPLETED, "", line);
            case "cancelled" -> ends(change, TurnOutcome.INTERRUPTED, "interrupted", line);
            case "refusal" -> ends(change, TurnOutcome.FAILED, "the model refused to go on", line);
            case "max_tokens" -> ends(change, TurnOutcome.FAILED, "the model's limit of tokens is reached", line);
            case "max_turn_requests" ->
                ends(change, TurnOutcome.FAILED, "the agent's limit of requests in a turn is reached", line);
            default -> ends(change, TurnOutcome.UNKNOWN, "it stopped for a reason it calls '" + reason + "'", line);
        }
    }

    void failed(Change<State> change, Incoming.Failure failure, Line line) {
        String said = failure.message().isEmpty() ? "error " + failure.code() : failure.message();
        if (failure.code() == Handshaking.LOG_IN_FIRST) {
            String detail =
                    "it wants a login: " + said + "; log in with the agent's own program, then restart the session";
            ends(change, new Ending(TurnOutcome.FAILED, detail, Optional.empty(), true), line);
        } else if (LimitWords.saidBy(said)) {
            Optional<Instant> until = LimitWords.until(said, clock.instant());
            ends(change, new Ending(TurnOutcome.LIMITED, said, until, false), line);
        } else {
            ends(change, TurnOutcome.FAILED, said, line);
        }
    }

    /** It has ended, and that is all that is known. */
    void endsOddly(Change<State> change, String detail, Line line) {
        beginsBefore(change, line);
        ends(change, TurnOutcome.UNKNOWN, detail, line);
    }

    /** How a turn ends, as {@link State.Over} has it. */
    private record Ending(TurnOutcome outcome, String detail, Optional<Instant> until, boolean login) {}

    private void ends(Change<State> change, TurnOutcome outcome, String detail, Line line) {
        ends(change, new Ending(outcome, detail, Optional.empty(), false), line);
    }

    private void ends(Change<State> change, Ending ending, Line line) {
        Instant now = clock.instant();
        if (!ending.detail().isEmpty()) {
            journal.keep(new Entry(
                    change.state().run(),
                    line.end(),
                    now,
                    "system",
                    ending.detail(),
                    Optional.empty(),
                    Optional.empty()));
        }
        withdraw(change, Request.How.WITHDRAWN, true);
        over(change, ending, now);
    }

    /** What is still asked is over; the agent is told where it is there to hear it. */
    void withdraw(Change<State> change, Request.How how, boolean said) {
        for (State.Asked asked : change.state().asked()) {
            Instant now = clock.instant();
            if (said) {
                change.to(state -> state.saying(messages.result(asked.id(), asking.withdrawn(asked))));
            }
            change.to(state -> state.without(asked, now));
            change.tell(new Observation.RequestClosed(asked.key(), how, Optional.empty(), now));
        }
    }

    /**
     * The agent is gone, and with it what it worked on. What it was given it may have taken into its conversation, whether
     * it came to saying anything or not: only what it was never given is nowhere.
     */
    void gone(Change<State> change) {
        withdraw(change, Request.How.AGENT_GONE, false);
        change.state().prompt().ifPresent(prompt -> {
            boolean given = change.state().outbox().stream().noneMatch(frame -> frame.number() == prompt.number());
            if (prompt.begun() || given) {
                begins(change, change.state().read() + 1);
                String detail = prompt.begun()
                        ? "its program ended"
                        : "its program ended before it said anything to it; whether it began is not known";
                over(change, new Ending(TurnOutcome.UNKNOWN, detail, Optional.empty(), false), clock.instant());
            } else {
                change.to(State::withoutPrompt);
            }
        });
    }

    private void over(Change<State> change, Ending ending, Instant now) {
        State.Prompt prompt = change.state().prompt().orElseThrow();
        State.Over over = new State.Over(
                prompt.key(),
                prompt.text(),
                prompt.at(),
                ending.outcome(),
                ending.detail(),
                LastWords.since(journal, prompt.key()),
                now,
                ending.until(),
                ending.login());
        change.to(state -> state.over(over));
        change.tellFacts();
        change.tell(telling.ended(over));
        change.tell(new Observation.ConversationGrew());
    }
}
