package dev.tagma.core.status;

import static dev.tagma.core.fact.Told.OTHER_PROCESS;
import static dev.tagma.core.fact.Told.PROCESS;
import static dev.tagma.core.fact.Told.START;
import static dev.tagma.core.fact.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Source;
import dev.tagma.core.fact.Told;
import dev.tagma.core.session.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever the sources say, in whatever order it comes, however often, however late, and whatever the clock does. */
class StatusPropertiesTest {

    private record Known(Source source, Question question) {
        static Known of(Fact fact) {
            return new Known(fact.source(), fact.question());
        }
    }

    /** An instant at which a status could change although nothing new is told. */
    private static final List<Duration> TURNING_POINTS = List.of(
            Duration.ZERO,
            Resolver.GRACE,
            FaceCheck.FOLLOWS_WITHIN,
            Resolver.REFINES_WITHIN,
            Circumstances.DEFAULT_STALL_LIMIT);

    private static final Set<String> VISITED = new HashSet<>();

    @Property(tries = 3_000, seed = "1")
    void derivingNeverFailsAndReachesEveryRule(
            @ForAll("facts") List<Fact> facts,
            @ForAll Set<Source> broken,
            @ForAll Lifecycle lifecycle,
            @ForAll boolean adopted,
            @ForAll("seconds") double now) {
        Facts all = facts(facts);
        for (Source source : broken) {
            all = all.with(source, new Carrier.Broken("gone"));
        }

        for (Facts known :
                List.of(all, facts(facts), facts(facts.stream().limit(2).toList()))) {
            Status status = StatusRules.derive(
                    known,
                    new Circumstances(lifecycle, START, "", adopted, Circumstances.DEFAULT_STALL_LIMIT),
                    at(now));

            VISITED.add(status.rule());
            assertThat(status.activity().isPresent() || lifecycle != Lifecycle.LIVE)
                    .isTrue();
            assertThat(status.is(Activity.UNKNOWN)).isEqualTo(status.confidence() == Confidence.NONE);
        }
    }

    @AfterContainer
    static void everyRuleWasReached() {
        assertThat(VISITED).containsExactlyInAnyOrderElementsOf(StatusRules.names());
    }

    @Property(tries = 2_000)
    void neitherTheOrderOfArrivalNorDuplicatesMatter(
            @ForAll("factsOfDistinctMoments") List<Fact> facts, @ForAll Random random) {
        List<Fact> shuffled = shuffled(facts, random);

        assertThat(derive(facts(shuffled), end(facts))).isEqualTo(derive(facts(facts), end(facts)));
    }

    @Property(tries = 2_000)
    void theNewestWordOfASourceStandsHoweverItComes(
            @ForAll("factsOfDistinctMoments") List<Fact> facts, @ForAll Random random) {
        List<Fact> arrived = new ArrayList<>(facts);
        Collections.shuffle(arrived, random);
        Facts known = facts(arrived);

        Map<Known, Fact> newest = facts.stream()
                .collect(Collectors.toMap(
                        Known::of,
                        fact -> fact,
                        (one, other) -> one.happenedAt().isAfter(other.happenedAt()) ? one : other));

        assertThat(known.all()).hasSameSizeAs(newest.keySet());
        assertThat(known.all())
                .allSatisfy(fact -> assertThat(fact.reading())
                        .isEqualTo(newest.get(Known.of(fact)).reading()));
    }

    @Property(tries = 2_000)
    void factsOfABrokenCarrierNeverDecide(
            @ForAll("facts") List<Fact> before, @ForAll("facts") List<Fact> after, @ForAll Source source) {
        Facts broken = facts(before).with(source, new Carrier.Broken("gone"));
        Facts without = facts(not(source, before));
        for (Fact fact : after) {
            broken = broken.with(fact);
        }
        for (Fact fact : not(source, after)) {
            without = without.with(fact);
        }

        Instant now = at(100);

        assertThat(derive(broken, now)).isEqualTo(derive(without, now));
        assertThat(derive(broken, now).evidence())
                .noneMatch(evidence -> evidence.fact().source() == source);
    }

    @Property(tries = 2_000)
    void factsOfAnotherProcessNeverCount(
            @ForAll("facts") List<Fact> facts, @ForAll("foreignFacts") List<Fact> foreign, @ForAll Random random) {
        List<Fact> mixed = new ArrayList<>(facts);
        for (Fact fact : foreign) {
            mixed.add(random.nextInt(mixed.size() + 1), fact);
        }

        assertThat(derive(facts(mixed), at(100))).isEqualTo(derive(facts(facts), at(100)));
    }

    @Property(tries = 5_000)
    void nothingChangesWithTimeAloneBeforeItIsTimeToLookAgain(
            @ForAll("factsOfDistinctMoments") List<Fact> facts, @ForAll("waits") Duration wait) {
        Facts known = facts(facts);
        Instant now = end(facts).plus(wait);

        Status status = derive(known, now);
        Instant until = status.recheckAt().orElse(now.plus(Duration.ofHours(1)));

        assertThat(until).isAfter(now);
        turningPoints(facts)
                .filter(moment -> moment.isAfter(now) && moment.isBefore(until))
                .forEach(moment -> {
                    Status then = derive(known, moment);
                    assertThat(then.tellsTheSameAs(status))
                            .as("%s became %s at %s, announced for %s", status, then, moment, status.recheckAt())
                            .isTrue();
                    assertThat(then.rule()).isEqualTo(status.rule());
                    assertThat(then.confidence()).isEqualTo(status.confidence());
                });
    }

    /** A clock that is set, in whatever direction, hides nothing that is told after. */
    @Property(tries = 2_000)
    void whatIsToldAfterTheClockWasSetCounts(
            @ForAll("facts") List<Fact> before, @ForAll("facts") List<Fact> after, @ForAll("jumps") Duration jump) {
        Facts known = facts(before);
        Instant clock = end(before).plus(jump);
        for (Fact fact : after) {
            clock = clock.plusMillis(7);
            known = known.asOf(clock).with(told(fact, clock)).asOf(clock);

            assertThat(known.fact(fact.source(), fact.question(), clock))
                    .hasValueSatisfying(found -> assertThat(found.reading()).isEqualTo(fact.reading()));
            Instant now = clock;
            assertThat(known.all()).allMatch(told -> !told.observedAt().isAfter(now));
        }
    }

    // ---- what is generated

    @Provide
    Arbitrary<List<Fact>> facts() {
        return fact().list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Fact>> foreignFacts() {
        return fact().map(fact -> of(OTHER_PROCESS, fact)).list().ofMaxSize(6);
    }

    /** No source contradicts itself within one moment; a face is looked at once at a time. */
    @Provide
    Arbitrary<List<Fact>> factsOfDistinctMoments() {
        return fact().list().ofMinSize(1).ofMaxSize(12).map(facts -> {
            Set<List<Object>> taken = new HashSet<>();
            return facts.stream()
                    .filter(fact -> taken.add(List.of(Known.of(fact), fact.happenedAt())))
                    .toList();
        });
    }

    @Provide
    Arbitrary<Double> seconds() {
        return Arbitraries.doubles().between(0, 60).ofScale(1);
    }

    @Provide
    Arbitrary<Duration> waits() {
        return Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.just(0L)),
                        Tuple.of(1, Arbitraries.longs().between(0, 6_000)))
                .map(Duration::ofMillis);
    }

    @Provide
    Arbitrary<Duration> jumps() {
        return Arbitraries.longs().between(-100_000_000, 100_000_000).map(Duration::ofMillis);
    }

    /** Moments lie close together, so that facts meet within the times that the rules wait. */
    private static Arbitrary<Fact> fact() {
        Arbitrary<Integer> moment = Arbitraries.integers().between(0, 80);
        Arbitrary<Integer> delay = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(0, 60)));
        Arbitrary<Integer> fades = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 80)));
        return Combinators.combine(Readings.bySource(), moment, delay, fades).as((told, happened, late, fading) -> {
            Fact fact = Told.late(
                    told.source(),
                    happened / 10.0,
                    (happened + (told.source().face() ? 0 : late)) / 10.0,
                    told.reading());
            boolean edge = fact.reach() instanceof Reach.Edge;
            return edge && fading > 0 ? fading(fact, fading / 10.0) : fact;
        });
    }

    private static Fact fading(Fact fact, double after) {
        Instant deadline = fact.happenedAt().plus(Duration.ofMillis(Math.round(after * 1_000)));
        return new Fact(
                fact.source(),
                fact.reading(),
                fact.happenedAt(),
                fact.observedAt(),
                new Reach.Edge(Optional.of(deadline)),
                fact.process(),
                fact.detail());
    }

    private static Fact of(ProcessKey process, Fact fact) {
        return Told.of(process, fact);
    }

    private static Fact told(Fact fact, Instant now) {
        return new Fact(
                fact.source(),
                fact.reading(),
                now,
                now,
                fact.reach() instanceof Reach.Edge ? Reach.EDGE : Reach.LEVEL,
                fact.process(),
                fact.detail());
    }

    /** In any order but that of looks at the same face, some of them twice. */
    private static List<Fact> shuffled(List<Fact> facts, Random random) {
        List<Fact> all = new ArrayList<>(facts);
        facts.stream()
                .filter(fact -> !fact.source().face() && random.nextBoolean())
                .forEach(all::add);
        Collections.shuffle(all, random);
        Map<Source, List<Fact>> looks = facts.stream()
                .filter(fact -> fact.source().face())
                .collect(Collectors.groupingBy(Fact::source, Collectors.toCollection(ArrayList::new)));
        return all.stream()
                .map(fact -> fact.source().face() ? looks.get(fact.source()).removeFirst() : fact)
                .toList();
    }

    private static Facts facts(List<Fact> told) {
        Facts facts = Facts.none().ofProcess(Optional.of(PROCESS));
        for (Fact fact : told) {
            facts = facts.with(fact);
        }
        return facts;
    }

    private static List<Fact> not(Source source, List<Fact> facts) {
        return facts.stream().filter(fact -> fact.source() != source).toList();
    }

    private static Instant end(List<Fact> facts) {
        return facts.stream()
                .map(Fact::observedAt)
                .max(Comparator.naturalOrder())
                .orElse(START);
    }

    private static Status derive(Facts facts, Instant now) {
        return StatusRules.derive(facts, Circumstances.started(Lifecycle.LIVE, START), now);
    }

    private static Stream<Instant> turningPoints(List<Fact> facts) {
        return facts.stream()
                .flatMap(fact -> Stream.concat(
                        Stream.of(fact.happenedAt(), fact.observedAt())
                                .flatMap(moment -> TURNING_POINTS.stream().map(moment::plus)),
                        Stream.concat(deadline(fact), until(fact))))
                .flatMap(moment -> Stream.of(moment.minusNanos(1), moment, moment.plusNanos(1)));
    }

    private static Stream<Instant> deadline(Fact fact) {
        return fact.reach() instanceof Reach.Edge(Optional<Instant> deadline) ? deadline.stream() : Stream.empty();
    }

    private static Stream<Instant> until(Fact fact) {
        return fact.reading() instanceof dev.tagma.core.fact.Reading.Condition condition
                ? condition.until().stream()
                : Stream.empty();
    }
}
