package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.LoginWords;
import dev.tagma.adapters.agent.claude.stream.Handshake.Step;
import dev.tagma.adapters.protocol.Frame;
import dev.tagma.adapters.protocol.Kept;
import dev.tagma.core.fact.Reading.ConditionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must be known after a crash at any point.
 *
 * @param run counts the processes that were started
 * @param read place in the process's output
 * @param numbers the last number a frame was given
 * @param conversation the program's id of it
 * @param origin the conversation that it is a copy of
 * @param noise how many lines were no messages
 */
record State(
        int run,
        long read,
        long numbers,
        List<Frame> outbox,
        Handshake handshake,
        Optional<String> conversation,
        Optional<String> origin,
        Talk talk,
        int noise)
        implements Kept<State> {

    State {
        outbox = List.copyOf(outbox);
    }

    /** Before the first process. */
    static State none(Instant now) {
        return new State(
                0, 0, 0, List.of(), Handshake.begun(now), Optional.empty(), Optional.empty(), Talk.none(now), 0);
    }

    /** Before the next process says anything. */
    State anew(Optional<String> known, Optional<String> copied, Instant now) {
        return new State(run + 1, 0, 0, List.of(), Handshake.begun(now), known, copied, talk.anew(now), 0);
    }

    State readTo(long place) {
        return new State(run, place, numbers, outbox, handshake, conversation, origin, talk, noise);
    }

    /** With one more frame to be said, under the next number. */
    State saying(String frame) {
        List<Frame> more = new ArrayList<>(outbox);
        more.add(new Frame(numbers + 1, frame));
        return new State(run, read, numbers + 1, more, handshake, conversation, origin, talk, noise);
    }

    @Override
    public State unsaid(List<Frame> left) {
        return new State(run, read, numbers, left, handshake, conversation, origin, talk, noise);
    }

    @Override
    public Optional<String> failure() {
        return handshake.step() == Step.FAILED ? handshake.trouble() : Optional.empty();
    }

    /** Whether the program is not logged in any more: its last turn failed of that. */
    boolean loginExpired() {
        return ready()
                && talk.prompt().isEmpty()
                && talk.aside().kind() == ConditionKind.ERROR
                && LoginWords.saidBy(talk.aside().detail());
    }

    boolean ready() {
        return handshake.step() == Step.READY;
    }

    State with(Handshake next) {
        return new State(run, read, numbers, outbox, next, conversation, origin, talk, noise);
    }

    State in(String id) {
        return new State(run, read, numbers, outbox, handshake, Optional.of(id), origin, talk, noise);
    }

    State with(Talk next) {
        return new State(run, read, numbers, outbox, handshake, conversation, origin, next, noise);
    }

    State noisier() {
        return new State(run, read, numbers, outbox, handshake, conversation, origin, talk, noise + 1);
    }
}
