package dev.tagma.cli.demo;

import dev.tagma.cli.talk.Failure;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that must be so in the end.
 *
 * @param what it, as a sentence that is true when it holds
 * @param fault looks, and says what is otherwise; none when it holds
 */
record Check(String what, Function<Evidence, Optional<String>> fault) {

    Finding look(Evidence evidence) {
        try {
            return new Finding(what, fault.apply(evidence));
        } catch (Failure unseen) {
            return new Finding(what, Optional.of("cannot be looked at: " + unseen.sentence()));
        }
    }
}
