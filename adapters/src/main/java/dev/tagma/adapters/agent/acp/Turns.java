package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.core.request.Request;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Where turns begin and end. */
final class Turns {

    private final Journal journal;
    private final Telling telling;
    private final Asking asking;
    private final Messages messages;
    private final Clock clock;

    Turns(Journal journal, Telling telling, Asking asking, Messages messages, Clock clock) {
        this.journal = journal;
        this.telling = telling;
        this.asking = asking;
        this.messages = messages;
        this.clock = clock;
    }

    /** The agent speaks after it was given a prompt: it has it. The prompt stands in front of what is said in this line. */
    void beginsBefore(Change change, Line line) {
        change.state().prompt().filter(prompt -> !prompt.begun()).ifPresent(prompt -> {
            journal.keep(new Entry(
                    change.state().run(),
                    line.offset() + 1,
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
    void over(Change change, String reason, Line line) {
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

    void failed(Change change, Incoming.Failure failure, Line line) {
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

    /** How a turn ends, as {@link State.Over} has it. */
    private record Ending(TurnOutcome outcome, String detail, Optional<Instant> until, boolean login) {}

    private void ends(Change change, TurnOutcome outcome, String detail, Line line) {
        ends(change, new Ending(outcome, detail, Optional.empty(), false), line);
    }

    private void ends(Change change, Ending ending, Line line) {
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
    void withdraw(Change change, Request.How how, boolean said) {
        for (State.Asked asked : change.state().asked()) {
            Instant now = clock.instant();
            if (said) {
                change.to(state -> state.saying(messages.result(asked.id(), asking.withdrawn(asked))));
            }
            change.to(state -> state.without(asked, now));
            change.tell(new Observation.RequestClosed(asked.key(), how, Optional.empty(), now));
        }
    }

    /** The agent is gone, and with it what it worked on. A prompt that it never had is not a turn. */
    void gone(Change change) {
        withdraw(change, Request.How.AGENT_GONE, false);
        Optional<State.Prompt> prompt = change.state().prompt();
        if (prompt.filter(State.Prompt::begun).isPresent()) {
            over(
                    change,
                    new Ending(TurnOutcome.UNKNOWN, "its program ended", Optional.empty(), false),
                    clock.instant());
        } else {
            change.to(State::withoutPrompt);
        }
    }

    private void over(Change change, Ending ending, Instant now) {
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
