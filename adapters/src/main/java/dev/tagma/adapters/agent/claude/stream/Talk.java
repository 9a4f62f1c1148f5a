package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.turn.TurnOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How the conversation stands.
 *
 * @param placed a message that was made ready and not said
 * @param prompts how many were ever said, over all processes
 * @param prompt the one the program works on
 * @param last the turn that ended last of those that somebody began
 * @param own what the program began on its own after that, and ended last
 * @param asked what the program asks and nobody has answered, oldest first
 * @param askedSince when that changed last
 * @param aside what is out of the ordinary
 * @param tasks what runs on in the background
 */
record Talk(
        Optional<String> placed,
        long prompts,
        Optional<Prompt> prompt,
        Optional<Over> last,
        Optional<Over> own,
        List<Asked> asked,
        Instant askedSince,
        Aside aside,
        Tasks tasks) {

    Talk {
        asked = List.copyOf(asked);
    }

    /**
     * What the program works on.
     *
     * @param count which of all prompts it is; 0 for work that the program began on its own
     * @param key the message's id, which the program repeats
     * @param begun whether the program has shown that it has it
     * @param said what it said last
     */
    record Prompt(long count, String key, String text, Instant at, boolean begun, Optional<String> said) {

        Prompt seenToBegin() {
            return new Prompt(count, key, text, at, true, said);
        }

        Prompt saying(String words) {
            return new Prompt(count, key, text, at, begun, Optional.of(words));
        }
    }

    /** A turn that is over; {@code result} is the program's id of the message that said so. */
    record Over(Prompt prompt, TurnOutcome outcome, String detail, String result, Instant at) {}

    /** Something the program asks, by the id that its answer names. */
    record Asked(String id, String key, JsonNode request, Instant at) {}

    /** Something out of the ordinary, or nothing. */
    record Aside(ConditionKind kind, String detail, Optional<Instant> until, Instant at) {}

    /** What runs on beside the turns. */
    record Tasks(int running, Instant since) {}

    static Talk none(Instant now) {
        return new Talk(
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                now,
                new Aside(ConditionKind.NONE, "", Optional.empty(), now),
                new Tasks(0, now));
    }

    /** Before the next process says anything. */
    Talk anew(Instant now) {
        Talk none = none(now);
        return new Talk(
                none.placed, prompts, none.prompt, last, own, none.asked, none.askedSince, none.aside, none.tasks);
    }

    Talk placing(String text) {
        return new Talk(Optional.of(text), prompts, prompt, last, own, asked, askedSince, aside, tasks);
    }

    /** What stood ready has been said. */
    Talk submitted(Prompt next) {
        return new Talk(Optional.empty(), next.count(), Optional.of(next), last, own, asked, askedSince, aside, tasks);
    }

    Talk working(Prompt on) {
        return new Talk(placed, prompts, Optional.of(on), last, own, asked, askedSince, aside, tasks);
    }

    /** What the program did on its own does not take the place of what somebody said to it. */
    Talk over(Over turn) {
        boolean byItself = turn.prompt().count() == 0;
        return new Talk(
                placed,
                prompts,
                Optional.empty(),
                byItself ? last : Optional.of(turn),
                byItself ? Optional.of(turn) : Optional.empty(),
                asked,
                askedSince,
                aside,
                tasks);
    }

    /** Whatever ended last. */
    Optional<Over> latest() {
        return own.or(() -> last);
    }

    /** What was said with these words, and is not one of the first so many. */
    Optional<Prompt> saidAfter(long count, String text) {
        return Stream.concat(prompt.stream(), last.stream().map(Over::prompt))
                .filter(one -> one.count() > count && one.text().equals(text))
                .findFirst();
    }

    /** The prompt never began. */
    Talk withoutPrompt() {
        return new Talk(placed, prompts, Optional.empty(), last, own, asked, askedSince, aside, tasks);
    }

    Talk asking(Asked more) {
        List<Asked> all = new ArrayList<>(asked);
        all.add(more);
        return asking(all, more.at());
    }

    Talk without(Asked one, Instant at) {
        return asking(asked.stream().filter(other -> !other.equals(one)).toList(), at);
    }

    private Talk asking(List<Asked> all, Instant at) {
        return new Talk(placed, prompts, prompt, last, own, all, at, aside, tasks);
    }

    Talk with(Aside next) {
        return new Talk(placed, prompts, prompt, last, own, asked, askedSince, next, tasks);
    }

    Talk with(Tasks next) {
        return new Talk(placed, prompts, prompt, last, own, asked, askedSince, aside, next);
    }

    Optional<Asked> asked(String id) {
        return asked.stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
