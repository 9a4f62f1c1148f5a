package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.protocol.Link;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The steps of delivery. What a composer is to a terminal is a place in the kept state: a message stands there until it is
 * submitted, which gives it an id and its frame a number in one step. It has entered the conversation when the program has
 * named that id.
 */
final class Delivering {

    private final Link<State> link;
    private final Wire wire;
    private final Pulse seen;
    private final Clock clock;

    Delivering(Link<State> link, Wire wire, Pulse seen, Clock clock) {
        this.link = link;
        this.wire = wire;
        this.seen = seen;
        this.clock = clock;
    }

    String mark() {
        return Long.toString(link.state().talk().prompts());
    }

    Look look(Prepared.Text message) {
        State state = link.state();
        Talk talk = state.talk();
        if (!state.ready()) {
            return new Look.Unclear("the agent cannot be spoken to yet");
        }
        if (state.loginExpired()) {
            return new Look.Dialog("it wants a login");
        }
        if (!talk.asked().isEmpty()) {
            return new Look.Dialog(
                    "it asks: " + Permission.tool(talk.asked().getFirst()).title());
        }
        if (talk.prompt().isPresent()) {
            return new Look.Unclear("it works, and what is said to it now would wait in a queue that dies with it");
        }
        return talk.placed().filter(message.text()::equals).isPresent() ? new Look.Ours(false) : new Look.Empty(false);
    }

    void place(Prepared.Text message) {
        link.apply(change -> change.to(state -> state.with(state.talk().placing(message.text()))));
    }

    void submit() {
        link.apply(change -> {
            State before = change.state();
            Talk talk = before.talk();
            String text = talk.placed().orElseThrow(() -> new TerminalException("No message stands ready", false));
            if (!before.ready() || talk.prompt().isPresent()) {
                throw new TerminalException("The agent cannot be spoken to now", false);
            }
            Instant now = clock.instant();
            String key = UUID.randomUUID().toString();
            Talk.Prompt prompt = new Talk.Prompt(talk.prompts() + 1, key, text, now, false, Optional.empty());
            Talk.Aside nothing = new Talk.Aside(ConditionKind.NONE, "", Optional.empty(), now);
            change.to(
                    state -> state.saying(wire.prompt(key, state.conversation().orElse(""), text))
                            .with(state.talk().submitted(prompt).with(nothing)));
            change.tellFacts();
        });
    }

    /** A prompt that the program was given waits where it reads, whether it has shown that it has it or not. */
    Evidence evidence(String mark, Prepared.Text message) {
        return link.state()
                .talk()
                .saidAfter(Long.parseLong(mark), message.text())
                .<Evidence>map(
                        prompt -> prompt.begun() ? new Evidence.Entered(prompt.key(), false) : new Evidence.Queued())
                .orElseGet(Evidence.Absent::new);
    }

    Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            Evidence found = evidence(mark, message);
            long left = deadline - System.nanoTime();
            if (found instanceof Evidence.Entered
                    || left <= 0
                    || Thread.currentThread().isInterrupted()) {
                return found;
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }
}
