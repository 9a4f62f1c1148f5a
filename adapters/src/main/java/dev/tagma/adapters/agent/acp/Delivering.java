package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.protocol.Link;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of delivery. What a composer is to a terminal is a place in the kept state: a message stands there until it is
 * submitted, which makes it the prompt and gives its frame a number in one step. It has entered the conversation when the
 * agent has shown that it has it.
 */
final class Delivering {

    private final Link<State> link;
    private final Journal journal;
    private final JsonMapper mapper;
    private final Messages messages;
    private final Pulse seen;
    private final Clock clock;

    Delivering(Link<State> link, Journal journal, JsonMapper mapper, Messages messages, Pulse seen, Clock clock) {
        this.link = link;
        this.journal = journal;
        this.mapper = mapper;
        this.messages = messages;
        this.seen = seen;
        this.clock = clock;
    }

    String mark() {
        return Long.toString(journal.end());
    }

    Look look(Prepared.Text message) {
        State state = link.state();
        Handshake handshake = state.handshake();
        if (handshake.step() != Step.READY) {
            return handshake.step() == Step.LOGIN
                    ? new Look.Dialog("it wants a login")
                    : new Look.Unclear("the agent cannot be spoken to yet");
        }
        if (state.loginExpired()) {
            return new Look.Dialog("it wants a login");
        }
        if (!state.asked().isEmpty()) {
            return new Look.Dialog("it asks: " + Asking.title(state.asked().getFirst()));
        }
        if (state.prompt().isPresent()) {
            return new Look.Unclear("it works, and its protocol has no way to speak into a turn");
        }
        return state.placed().filter(message.text()::equals).isPresent() ? new Look.Ours(false) : new Look.Empty(false);
    }

    void place(Prepared.Text message) {
        link.apply(change -> {
            change.to(state -> state.placing(Optional.of(message.text())));
        });
    }

    void submit() {
        link.apply(change -> {
            State before = change.state();
            String text = before.placed().orElseThrow(() -> new TerminalException("No message stands ready", false));
            if (before.handshake().step() != Step.READY || before.prompt().isPresent()) {
                throw new TerminalException("The agent cannot be spoken to now", false);
            }
            long number = before.numbers() + 1;
            ObjectNode params = mapper.createObjectNode()
                    .put("sessionId", before.conversation().orElseThrow());
            params.putArray("prompt").addObject().put("type", "text").put("text", text);
            State.Prompt prompt =
                    new State.Prompt(number, "r" + before.run() + "." + number, text, clock.instant(), false);
            change.to(state -> state.placing(Optional.empty())
                    .saying(messages.call(number, "session/prompt", params))
                    .working(prompt));
            change.tellFacts();
        });
    }

    /** A prompt that the agent was given waits where it reads, whether it has shown that it has it or not. */
    Evidence evidence(String mark, Prepared.Text message) {
        Optional<String> turn = journal.turnOf(message.text(), Long.parseLong(mark));
        if (turn.isPresent()) {
            return new Evidence.Entered(turn.get(), false);
        }
        return link.state()
                        .prompt()
                        .filter(prompt -> prompt.text().equals(message.text()))
                        .isPresent()
                ? new Evidence.Queued()
                : new Evidence.Absent();
    }

    Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        return seen.until(() -> evidence(mark, message), found -> found instanceof Evidence.Entered, atMost);
    }
}
