package dev.tagma.engine.truth;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Source;
import dev.tagma.testkit.history.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A way in which a source of facts is lost. */
sealed interface Loss {

    Source source();

    /** What is still told, and when; nothing where it never comes. */
    Optional<Told> of(Told told);

    /** When everybody can see that it is lost. */
    default Optional<Instant> seenAt() {
        return Optional.empty();
    }

    /** Whether the source still speaks at this time. */
    boolean speaks(Instant now);

    private static boolean by(Source source, Told told) {
        return told instanceof Told.Seen(var fact) && fact.source() == source;
    }

    /** Nothing of it comes from the start. */
    record NeverThere(Source source) implements Loss {
        @Override
        public Optional<Told> of(Told told) {
            return Optional.of(told).filter(one -> !by(source, one));
        }

        @Override
        public boolean speaks(Instant now) {
            return false;
        }
    }

    /** Its carrier breaks, and that is noticed. */
    record Dies(Source source, Instant at) implements Loss {
        @Override
        public Optional<Told> of(Told told) {
            return Optional.of(told).filter(one -> !by(source, one) || one.at().isBefore(at));
        }

        @Override
        public Optional<Instant> seenAt() {
            return Optional.of(at);
        }

        @Override
        public boolean speaks(Instant now) {
            return now.isBefore(at);
        }
    }

    /** Nothing of it comes any more, and nothing tells so: its last word stands. */
    record GoesMute(Source source, Instant at) implements Loss {
        @Override
        public Optional<Told> of(Told told) {
            return Optional.of(told).filter(one -> !by(source, one) || one.at().isBefore(at));
        }

        @Override
        public boolean speaks(Instant now) {
            return now.isBefore(at);
        }
    }

    /** All of it comes so much later. */
    record Lags(Source source, Duration by) implements Loss {
        @Override
        public Optional<Told> of(Told told) {
            return Optional.of(
                    told instanceof Told.Seen(var fact) && fact.source() == source ? new Told.Seen(later(fact)) : told);
        }

        /** A face is dated by whoever looks at it. */
        private Fact later(Fact fact) {
            return new Fact(
                    fact.source(),
                    fact.reading(),
                    fact.source().face() ? fact.happenedAt().plus(by) : fact.happenedAt(),
                    fact.observedAt().plus(by),
                    fact.reach(),
                    fact.process(),
                    fact.detail());
        }

        @Override
        public boolean speaks(Instant now) {
            return true;
        }
    }
}
