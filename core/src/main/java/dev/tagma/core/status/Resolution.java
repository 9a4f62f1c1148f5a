package dev.tagma.core.status;

import dev.tagma.core.fact.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the sources together answer to one question.
 *
 * @param decides the fact that answers, none when nobody answers or when they are in dispute
 * @param dissent facts that say otherwise
 * @param disputed the sources contradict each other and nothing breaks the tie
 * @param settlesAt when the answer may change by time alone
 */
record Resolution(
        Optional<Fact> decides,
        List<Fact> agree,
        List<Fact> dissent,
        boolean disputed,
        Confidence confidence,
        Optional<Instant> settlesAt) {

    static final Resolution SILENCE =
            new Resolution(Optional.empty(), List.of(), List.of(), false, Confidence.NONE, Optional.empty());

    static Resolution dispute(List<Fact> sides) {
        return new Resolution(Optional.empty(), List.of(), sides, true, Confidence.NONE, Optional.empty());
    }

    /** The same, of which another answer may come of itself at that time too. */
    Resolution until(Optional<Instant> other) {
        Optional<Instant> earliest =
                Stream.of(settlesAt, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
        return new Resolution(decides, agree, dissent, disputed, confidence, earliest);
    }

    boolean silent() {
        return decides.isEmpty() && !disputed;
    }

    Optional<Instant> since() {
        return decides.map(Fact::happenedAt);
    }

    List<Evidence> evidence() {
        List<Evidence> all = new ArrayList<>();
        decides.ifPresent(fact -> all.add(new Evidence(fact, Evidence.Role.DECIDES)));
        agree.forEach(fact -> all.add(new Evidence(fact, Evidence.Role.AGREES)));
        dissent.forEach(fact -> all.add(new Evidence(fact, Evidence.Role.CONTRADICTS)));
        return all;
    }
}
