package dev.tagma.adapters.agent.acp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How far the agent is on its way to its first prompt. Nothing but what belongs to the way is said before its end.
 *
 * @param awaits number of the frame whose answer takes it a step further
 * @param opening which conversation it shall have
 * @param origin the conversation that is gone on with or copied
 * @param offers what the agent said of itself
 * @param left what is still to be set in the conversation
 * @param tried ways to log in that were tried
 * @param trouble why it failed, or what it waits for
 * @param since when the step was reached
 */
record Handshake(
        Step step,
        long awaits,
        Opening opening,
        Optional<String> origin,
        JsonNode offers,
        List<Setting> left,
        List<String> tried,
        Optional<String> trouble,
        Instant since) {

    Handshake {
        left = List.copyOf(left);
        tried = List.copyOf(tried);
    }

    /** The steps, in their order; the last three are ends. */
    enum Step {
        INITIALIZING("initialize"),
        LOGGING_IN("authenticate"),
        OPENING("the request for a conversation"),
        /** It does not open the one that was to be gone on with: which ones has it? */
        LISTING("the request for its conversations"),
        SETTING("the request for its mode or model"),
        READY(""),
        /** A person has to log in. */
        LOGIN(""),
        FAILED("");

        private final String question;

        Step(String question) {
            this.question = question;
        }

        /** What the agent has not answered yet. */
        String question() {
            return question;
        }

        boolean underWay() {
            return !question.isEmpty();
        }
    }

    /** Which conversation is opened. */
    enum Opening {
        FRESH,
        RESUMED,
        FORKED
    }

    /** Something to be set by a call. */
    record Setting(String method, JsonNode params, String what) {}

    static Handshake begun(Opening opening, Optional<String> origin, JsonNode nothing, Instant now) {
        return new Handshake(
                Step.INITIALIZING, 1, opening, origin, nothing, List.of(), List.of(), Optional.empty(), now);
    }

    Handshake at(Step next, long awaited, Instant now) {
        return new Handshake(next, awaited, opening, origin, offers, left, tried, Optional.empty(), now);
    }

    /** The same, with what has gone wrong so far. */
    Handshake after(String why) {
        return new Handshake(step, awaits, opening, origin, offers, left, tried, Optional.of(why), since);
    }

    Handshake ends(Step next, String why, Instant now) {
        return new Handshake(next, 0, opening, origin, offers, left, tried, Optional.of(why), now);
    }

    Handshake offered(JsonNode all) {
        return new Handshake(step, awaits, opening, origin, all, left, tried, trouble, since);
    }

    Handshake toSet(List<Setting> settings) {
        return new Handshake(step, awaits, opening, origin, offers, settings, tried, trouble, since);
    }

    Handshake trying(String way) {
        List<String> all = new ArrayList<>(tried);
        all.add(way);
        return new Handshake(step, awaits, opening, origin, offers, left, all, trouble, since);
    }

    /** The conversation that was to be gone on with cannot be: it gets a new one. */
    Handshake afresh() {
        return new Handshake(step, awaits, Opening.FRESH, origin, offers, left, tried, trouble, since);
    }
}
