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
    private final Permission permission;
    private final Messages messages;
    private final Clock clock;

    Turns(Journal journal, Telling telling, Permission permission, Messages messages, Clock clock) {
        this.journal = journal;
        this.telling = telling;
        this.permission = permission;
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
        String detail = failure.message().isEmpty() ? "error " + failure.code() : failure.message();
        ends(change, TurnOutcome.FAILED, detail, line);
    }

    private void ends(Change change, TurnOutcome outcome, String detail, Line line) {
        Instant now = clock.instant();
        if (!detail.isEmpty()) {
            journal.keep(new Entry(
                    change.state().run(), line.end(), now, "system", detail, Optional.empty(), Optional.empty()));
        }
        withdraw(change, Request.How.WITHDRAWN, true);
        over(change, outcome, detail, now);
    }

    /** What is still asked is over; the agent is told where it is there to hear it. */
    void withdraw(Change change, Request.How how, boolean said) {
        for (State.Asked asked : change.state().asked()) {
            Instant now = clock.instant();
            if (said) {
                change.to(state -> state.saying(messages.result(asked.id(), permission.cancelled())));
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
            over(change, TurnOutcome.UNKNOWN, "its program ended", clock.instant());
        } else {
            change.to(State::withoutPrompt);
        }
    }

    private void over(Change change, TurnOutcome outcome, String detail, Instant now) {
        State.Prompt prompt = change.state().prompt().orElseThrow();
        State.Over over = new State.Over(
                prompt.key(), prompt.text(), prompt.at(), outcome, detail, LastWords.since(journal, prompt.key()), now);
        change.to(state -> state.over(over));
        change.tellFacts();
        change.tell(telling.ended(over));
        change.tell(new Observation.ConversationGrew());
    }
}
