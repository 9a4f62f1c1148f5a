package dev.tagma.core.status;

import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ComposerState;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.fact.Told;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Anything any source could say. */
final class Readings {

    record Said(Source source, Reading reading) {}

    private Readings() {}

    static Arbitrary<Said> bySource() {
        return Combinators.combine(source(), reading())
                .as(Said::new)
                .filter(said -> said.source() == Source.PROCESS == said.reading() instanceof Reading.ProcessSeen);
    }

    /** Mostly the sources of an agent in a terminal, so that they meet. */
    private static Arbitrary<Source> source() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(
                                Source.AGENT_STATE, Source.HOOK, Source.TRANSCRIPT, Source.TITLE, Source.SCREEN)),
                Tuple.of(1, Arbitraries.of(Source.class)));
    }

    private static Arbitrary<Reading> reading() {
        Arbitrary<Reading> turn = Arbitraries.of(TurnState.class).map(Reading.Turn::new);
        Arbitrary<Reading> waiting = Arbitraries.of(WaitingFor.class).map(Reading.Waiting::new);
        Arbitrary<Reading> background = Arbitraries.integers().between(0, 2).map(Reading.Background::new);
        Arbitrary<Reading> composer = Arbitraries.of(ComposerState.class).map(Reading.Composer::new);
        Arbitrary<Reading> condition = Combinators.combine(
                        Arbitraries.of(ConditionKind.class),
                        Arbitraries.integers().between(0, 200).optional())
                .as((kind, until) -> condition(kind, until));
        Arbitrary<Reading> process =
                Arbitraries.of(true, false).map(alive -> new Reading.ProcessSeen(alive, OptionalInt.empty()));
        return Arbitraries.frequencyOf(
                Tuple.of(6, turn),
                Tuple.of(4, waiting),
                Tuple.of(1, background),
                Tuple.of(1, composer),
                Tuple.of(2, condition),
                Tuple.of(2, process));
    }

    private static Reading condition(ConditionKind kind, Optional<Integer> until) {
        return new Reading.Condition(
                kind,
                kind.name(),
                kind == ConditionKind.USAGE_LIMITED ? until.map(tenths -> Told.at(tenths / 10.0)) : Optional.empty());
    }
}
