package dev.tagma.core.request;

import java.util.List;
import java.util.Optional;

/** What was decided about a request. */
public sealed interface Answer {

    /** Go ahead; for plans: carry it out. */
    record Allow(Scope scope) implements Answer {}

    /** Do not; the agent is shown the reason. */
    record Deny(Optional<String> reason) implements Answer {}

    /** The answers to a question request, one list of chosen labels or free text for each question, in order. */
    record Choose(List<List<String>> choices) implements Answer {
        public Choose {
            choices = choices.stream().map(List::copyOf).toList();
        }
    }

    /** How far a permission reaches. */
    enum Scope {
        ONCE,
        SESSION,
        PROJECT
    }
}
