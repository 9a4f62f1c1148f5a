package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.protocol.Frame;
import dev.tagma.adapters.protocol.Kept;
import dev.tagma.core.turn.TurnOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What must be known of a conversation after a crash at any point. What is to be said is in here, with its number, before
 * it is said; what was heard up to {@code read} has had its effect.
 *
 * @param run counts the processes that were started
 * @param read place in the process's output
 * @param numbers the last number a frame was given; the agent's answers name it
 * @param outbox frames that may not have been given to the process yet
 * @param conversation the agent's id of it
 * @param placed a message that was made ready and not said
 * @param prompt the one the agent works on
 * @param last the turn that ended last
 * @param asked what the agent asks and nobody has answered, oldest first
 * @param askedSince when that changed last
 * @param noise how many lines were no messages
 * @param shells commands that the agent has run and not let go of
 */
record State(
        int run,
        long read,
        long numbers,
        List<Frame> outbox,
        Handshake handshake,
        Optional<String> conversation,
        Optional<String> placed,
        Optional<Prompt> prompt,
        Optional<Over> last,
        List<Asked> asked,
        Instant askedSince,
        int noise,
        List<Shell> shells)
        implements Kept<State> {

    State {
        outbox = List.copyOf(outbox);
        asked = List.copyOf(asked);
        shells = List.copyOf(shells);
    }

    /**
     * What the agent works on.
     *
     * @param number of its frame, which the agent's answer names
     * @param key names the turn
     * @param begun whether the agent has shown that it has it
     */
    record Prompt(long number, String key, String text, Instant at, boolean begun) {

        Prompt seenToBegin() {
            return new Prompt(number, key, text, at, true);
        }
    }

    /**
     * A turn that is over.
     *
     * @param until when the allowance that is used up is there again, where the agent said so
     * @param login whether the agent wants a login before the next one
     */
    record Over(
            String key,
            String text,
            Instant began,
            TurnOutcome outcome,
            String detail,
            Optional<String> lastMessage,
            Instant at,
            Optional<Instant> until,
            boolean login) {}

    /** Something the agent asks. */
    record Asked(JsonNode id, String key, JsonNode params, Instant at) {}

    /**
     * A command that the agent has run.
     *
     * @param id the agent's name of it
     * @param limit so many bytes of what it writes are kept, the last ones
     * @param waiting the agent's calls that are answered when it ends
     */
    record Shell(String id, String command, int limit, List<JsonNode> waiting) {

        Shell {
            waiting = List.copyOf(waiting);
        }

        Shell awaitedBy(JsonNode call) {
            List<JsonNode> all = new ArrayList<>(waiting);
            all.add(call);
            return new Shell(id, command, limit, all);
        }

        Shell notAwaitedBy(JsonNode call) {
            return new Shell(
                    id,
                    command,
                    limit,
                    waiting.stream().filter(one -> !one.equals(call)).toList());
        }

        Shell awaitedByNobody() {
            return new Shell(id, command, limit, List.of());
        }
    }

    /** Before the first process. */
    static State none(JsonNode nothing, Instant now) {
        return new State(
                0,
                0,
                0,
                List.of(),
                Handshake.begun(Handshake.Opening.FRESH, Optional.empty(), nothing, now),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                now,
                0,
                List.of());
    }

    /** Before the next process says anything. */
    State anew(Handshake begun, Instant now) {
        return new State(
                run + 1,
                0,
                0,
                List.of(),
                begun,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                last,
                List.of(),
                now,
                0,
                List.of());
    }

    @Override
    public Optional<String> failure() {
        return handshake.step() == Handshake.Step.FAILED ? handshake.trouble() : Optional.empty();
    }

    /** Whether the agent's login is not good any more; it has to be started anew when somebody has logged in. */
    boolean loginExpired() {
        return prompt.isEmpty()
                && last.filter(Over::login)
                        .filter(over -> !over.at().isBefore(handshake.since()))
                        .isPresent();
    }

    State readTo(long place) {
        return new State(
                run,
                place,
                numbers,
                outbox,
                handshake,
                conversation,
                placed,
                prompt,
                last,
                asked,
                askedSince,
                noise,
                shells);
    }

    /** With one more frame to be said, under the next number. */
    State saying(String frame) {
        List<Frame> more = new ArrayList<>(outbox);
        more.add(new Frame(numbers + 1, frame));
        return new State(
                run,
                read,
                numbers + 1,
                more,
                handshake,
                conversation,
                placed,
                prompt,
                last,
                asked,
                askedSince,
                noise,
                shells);
    }

    @Override
    public State unsaid(List<Frame> left) {
        return new State(
                run,
                read,
                numbers,
                left,
                handshake,
                conversation,
                placed,
                prompt,
                last,
                asked,
                askedSince,
                noise,
                shells);
    }

    State with(Handshake next) {
        return new State(
                run, read, numbers, outbox, next, conversation, placed, prompt, last, asked, askedSince, noise, shells);
    }

    State in(String id) {
        return new State(
                run,
                read,
                numbers,
                outbox,
                handshake,
                Optional.of(id),
                placed,
                prompt,
                last,
                asked,
                askedSince,
                noise,
                shells);
    }

    State placing(Optional<String> text) {
        return new State(
                run,
                read,
                numbers,
                outbox,
                handshake,
                conversation,
                text,
                prompt,
                last,
                asked,
                askedSince,
                noise,
                shells);
    }

    State working(Prompt on) {
        return new State(
                run,
                read,
                numbers,
                outbox,
                handshake,
                conversation,
                placed,
                Optional.of(on),
                last,
                asked,
                askedSince,
                noise,
                shells);
    }

    State over(Over turn) {
        return new State(
                run,
                read,
                numbers,
                outbox,
                handshake,
                conversation,
                placed,
                Optional.empty(),
                Optional.of(turn),
                asked,
                askedSince,
                noise,
                shells);
    }

    /** The prompt never began. */
    State withoutPrompt() {
        return new State(
                run,
                read,
                numbers,
                outbox,
                handshake,
                conversation,
                placed,
                Optional.empty(),
                last,
                asked,
                askedSince,
                noise,
                shells);
    }

    State asking(Asked more) {
        List<Asked> all = new ArrayList<>(asked);
        all.add(more);
        return asking(all, more.at());
    }

    State without(Asked one, Instant at) {
        return asking(asked.stream().filter(other -> !other.equals(one)).toList(), at);
    }

    private State asking(List<Asked> all, Instant at) {
        return new State(
                run, read, numbers, outbox, handshake, conversation, placed, prompt, last, all, at, noise, shells);
    }

    State noisier() {
        return new State(
                run,
                read,
                numbers,
                outbox,
                handshake,
                conversation,
                placed,
                prompt,
                last,
                asked,
                askedSince,
                noise + 1,
                shells);
    }

    State with(Shell more) {
        List<Shell> all = new ArrayList<>(shells);
        all.add(more);
        return holding(all);
    }

    Optional<Shell> shell(String id) {
        return shells.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** With another in place of the command of its id. */
    State changing(Shell next) {
        return holding(shells.stream()
                .map(one -> one.id().equals(next.id()) ? next : one)
                .toList());
    }

    State without(Shell gone) {
        return holding(
                shells.stream().filter(one -> !one.id().equals(gone.id())).toList());
    }

    private State holding(List<Shell> all) {
        return new State(
                run,
                read,
                numbers,
                outbox,
                handshake,
                conversation,
                placed,
                prompt,
                last,
                asked,
                askedSince,
                noise,
                all);
    }
}
