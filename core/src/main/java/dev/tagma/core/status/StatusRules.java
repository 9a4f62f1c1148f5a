package dev.tagma.core.status;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ComposerState;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.Lifecycle;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Derives status from facts: a pure, ordered table of rules; the first one that holds decides. */
public final class StatusRules {

    /** The name of the rule for an agent whose last turn failed of its login. */
    static final String LOGGED_OUT = "logged-out";

    private StatusRules() {}

    /** The names of all rules in their order, for reference and for the test that every one is visited. */
    public static List<String> names() {
        return Stream.of(Rule.values()).map(Rule::title).toList();
    }

    /** What the session is doing at {@code now}, as far as the facts tell. */
    public static Status derive(Facts facts, Circumstances circumstances, Instant now) {
        Picture picture = Picture.of(facts, circumstances, now);
        for (Rule rule : Rule.values()) {
            Optional<Verdict> verdict = rule.test(picture);
            if (verdict.isPresent()) {
                return status(rule, verdict.get(), picture);
            }
        }
        throw new AssertionError("The last rule always holds");
    }

    private static Status status(Rule rule, Verdict verdict, Picture picture) {
        Optional<Instant> quietSince =
                verdict.is(Activity.WORKING) ? Optional.of(picture.lastSignOfLife()) : Optional.empty();
        Optional<Instant> stallsAt =
                quietSince.flatMap(quiet -> picture.circumstances().stalledAfter(quiet));
        Set<Attention> attention = EnumSet.noneOf(Attention.class);
        stallsAt.filter(at -> !picture.now().isBefore(at)).ifPresent(at -> attention.add(Attention.STALLED));
        if (picture.draft() && verdict.activity().filter(Activity::quiet).isPresent()) {
            attention.add(Attention.HELD_DRAFT);
        }
        Optional<Instant> recheck = Stream.of(
                        picture.turn().settlesAt(),
                        picture.waiting().settlesAt(),
                        picture.background().settlesAt(),
                        picture.faceSettlesAt(),
                        picture.facts().nextDeadline(picture.now()),
                        verdict.until(),
                        stallsAt)
                .flatMap(Optional::stream)
                .filter(at -> at.isAfter(picture.now()))
                .min(Comparator.naturalOrder());
        return new Status(
                picture.circumstances().lifecycle(),
                verdict.activity(),
                verdict.reason(),
                verdict.since().orElse(picture.circumstances().lifecycleSince()),
                verdict.confidence(),
                rule.title(),
                verdict.evidence(),
                attention,
                verdict.until(),
                quietSince,
                recheck);
    }

    /** What a rule concluded. */
    private record Verdict(
            Optional<Activity> activity,
            String reason,
            Optional<Instant> since,
            Confidence confidence,
            List<Evidence> evidence,
            Optional<Instant> until) {

        static Optional<Verdict> of(Activity activity, String reason, Resolution by) {
            return Optional.of(new Verdict(
                    Optional.of(activity), reason, by.since(), by.confidence(), by.evidence(), Optional.empty()));
        }

        static Optional<Verdict> unknown(String reason, List<Evidence> evidence) {
            return Optional.of(new Verdict(
                    Optional.of(Activity.UNKNOWN),
                    reason,
                    Optional.empty(),
                    Confidence.NONE,
                    evidence,
                    Optional.empty()));
        }

        boolean is(Activity one) {
            return activity.filter(one::equals).isPresent();
        }
    }

    /** All that the rules look at. */
    private record Picture(
            Facts facts,
            Circumstances circumstances,
            Instant now,
            Resolution turn,
            Resolution waiting,
            Resolution background,
            Resolution condition,
            FaceCheck face) {

        static Picture of(Facts facts, Circumstances circumstances, Instant now) {
            Resolver resolver = new Resolver(facts, now);
            Resolution turn = resolver.turn();
            Resolution waiting = resolver.waiting();
            return new Picture(
                    facts,
                    circumstances,
                    now,
                    turn,
                    waiting,
                    resolver.background(),
                    resolver.condition(),
                    FaceCheck.of(facts, now, turn, waiting));
        }

        boolean live() {
            return circumstances.lifecycle() == Lifecycle.LIVE || circumstances.lifecycle() == Lifecycle.STOPPING;
        }

        boolean turnIs(TurnState state) {
            return turn.decides()
                    .map(Fact::reading)
                    .filter(reading -> reading instanceof Reading.Turn(TurnState found) && found == state)
                    .isPresent();
        }

        Optional<WaitingFor> waitsFor() {
            return waiting.decides()
                    .map(Fact::reading)
                    .map(reading -> ((Reading.Waiting) reading).what())
                    .filter(what -> what != WaitingFor.NOTHING);
        }

        Optional<Reading.Condition> conditionIs(ConditionKind kind) {
            return condition
                    .decides()
                    .map(Fact::reading)
                    .map(Reading.Condition.class::cast)
                    .filter(found -> found.kind() == kind);
        }

        int inBackground() {
            return background
                    .decides()
                    .map(Fact::reading)
                    .map(reading -> ((Reading.Background) reading).running())
                    .orElse(0);
        }

        boolean draft() {
            return facts.on(Question.COMPOSER, now).stream()
                    .anyMatch(fact -> fact.reading() instanceof Reading.Composer(ComposerState state)
                            && state == ComposerState.DRAFT);
        }

        Instant lastSignOfLife() {
            return facts.counting(now)
                    .filter(fact -> fact.source() != Source.PROCESS)
                    .map(fact -> fact.source().face() ? fact.observedAt() : fact.happenedAt())
                    .max(Comparator.naturalOrder())
                    .orElse(circumstances.lifecycleSince());
        }

        Optional<Instant> faceSettlesAt() {
            return face.settlesAt();
        }
    }

    /** The table. Each rule's sentence is shown to people. */
    private enum Rule {
        NOT_LIVE("not-live") {
            @Override
            Optional<Verdict> test(Picture picture) {
                if (picture.live() || picture.circumstances().lifecycle() == Lifecycle.STARTING) {
                    return Optional.empty();
                }
                return Optional.of(new Verdict(
                        Optional.empty(),
                        picture.circumstances().lifecycleReason(),
                        Optional.empty(),
                        Confidence.HIGH,
                        processEvidence(picture),
                        Optional.empty()));
            }
        },
        PROCESS_GONE("process-gone") {
            @Override
            Optional<Verdict> test(Picture picture) {
                List<Evidence> gone = processEvidence(picture).stream()
                        .filter(evidence -> Resolver.alert(evidence.fact()))
                        .toList();
                return gone.isEmpty() ? Optional.empty() : Verdict.unknown("its process is gone", gone);
            }
        },
        RECONCILING("reconciling") {
            @Override
            Optional<Verdict> test(Picture picture) {
                boolean nothing = picture.turn.silent() && picture.waiting.silent();
                return picture.circumstances().adopted() && nothing && picture.live()
                        ? Verdict.unknown("reconciling", List.of())
                        : Optional.empty();
            }
        },
        TRUST_OR_LOGIN("trust-or-login") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.waitsFor()
                        .filter(what -> what == WaitingFor.TRUST_OR_LOGIN)
                        .flatMap(what ->
                                Verdict.of(Activity.WAITING_TRUST_OR_LOGIN, detail(picture.waiting), picture.waiting));
            }
        },
        STARTING("starting") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.circumstances().lifecycle() == Lifecycle.STARTING
                        ? Optional.of(new Verdict(
                                Optional.empty(),
                                "its agent is starting",
                                Optional.empty(),
                                Confidence.HIGH,
                                processEvidence(picture),
                                Optional.empty()))
                        : Optional.empty();
            }
        },
        DISPUTED("sources-disagree") {
            @Override
            Optional<Verdict> test(Picture picture) {
                if (picture.waiting.disputed()) {
                    return Verdict.unknown(disagreement(picture.waiting), picture.waiting.evidence());
                }
                boolean waits = picture.waitsFor().isPresent();
                return picture.turn.disputed() && !waits
                        ? Verdict.unknown(disagreement(picture.turn), picture.turn.evidence())
                        : Optional.empty();
            }
        },
        FACE_CONTRADICTS("face-contradicts") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.face.contradicts()
                        ? Verdict.unknown(picture.face.reason(), picture.face.evidence())
                        : Optional.empty();
            }
        },
        WAITING("waiting") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.waitsFor().flatMap(what -> switch (what) {
                    case PERMISSION, SOMETHING ->
                        Verdict.of(Activity.WAITING_PERMISSION, detail(picture.waiting), picture.waiting);
                    case QUESTION -> Verdict.of(Activity.WAITING_QUESTION, detail(picture.waiting), picture.waiting);
                    case PLAN -> Verdict.of(Activity.WAITING_PLAN, detail(picture.waiting), picture.waiting);
                    case TRUST_OR_LOGIN, NOTHING -> Optional.empty();
                });
            }
        },
        COMPACTING("compacting") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.turnIs(TurnState.RUNNING)
                                && picture.conditionIs(ConditionKind.COMPACTING).isPresent()
                        ? Verdict.of(Activity.COMPACTING, "it condenses the conversation", picture.condition)
                        : Optional.empty();
            }
        },
        RETRYING("retrying") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.conditionIs(ConditionKind.RETRYING)
                        .filter(found -> picture.turnIs(TurnState.RUNNING))
                        .flatMap(found -> Verdict.of(Activity.RETRYING, found.detail(), picture.condition));
            }
        },
        LIMITED("usage-limited") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.conditionIs(ConditionKind.USAGE_LIMITED)
                        .filter(found ->
                                found.until().map(picture.now()::isBefore).orElse(true))
                        .filter(found -> over(picture) || waitsForIt(picture, found))
                        .map(found -> new Verdict(
                                Optional.of(Activity.USAGE_LIMITED),
                                found.detail(),
                                picture.condition.since(),
                                picture.condition.confidence(),
                                picture.condition.evidence(),
                                found.until()));
            }

            // The turn is not over and goes on by itself then.
            private boolean waitsForIt(Picture picture, Reading.Condition found) {
                Instant turn = picture.turn.since().orElse(picture.now());
                return picture.turnIs(TurnState.RUNNING)
                        && found.until().isPresent()
                        && picture.condition
                                .since()
                                .filter(since -> !since.isBefore(turn))
                                .isPresent();
            }
        },
        LOGGED_OUT(StatusRules.LOGGED_OUT) {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.conditionIs(ConditionKind.LOGGED_OUT)
                        .filter(found -> over(picture))
                        .flatMap(found ->
                                Verdict.of(Activity.WAITING_TRUST_OR_LOGIN, found.detail(), picture.condition));
            }
        },
        RUNNING("turn-running") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.turnIs(TurnState.RUNNING)
                        ? Verdict.of(Activity.WORKING, "a turn runs", picture.turn)
                        : Optional.empty();
            }
        },
        FAILED("turn-failed") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.conditionIs(ConditionKind.ERROR)
                        .filter(found -> over(picture))
                        .flatMap(found -> Verdict.of(Activity.ERROR, found.detail(), picture.condition));
            }
        },
        BACKGROUND("background-work") {
            @Override
            Optional<Verdict> test(Picture picture) {
                int running = picture.inBackground();
                return over(picture) && running > 0
                        ? Verdict.of(
                                Activity.BACKGROUND_WORK,
                                "the turn is over; " + running + (running == 1 ? " task runs" : " tasks run")
                                        + " in the background",
                                picture.background)
                        : Optional.empty();
            }
        },
        OVER("turn-over") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return picture.turnIs(TurnState.OVER) && !picture.waiting.disputed()
                        ? Verdict.of(Activity.IDLE, "the turn is over", picture.turn)
                        : Optional.empty();
            }
        },
        SILENCE("no-source-answers") {
            @Override
            Optional<Verdict> test(Picture picture) {
                return Verdict.unknown("no source tells whether a turn runs", picture.turn.evidence());
            }
        };

        private final String title;

        Rule(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        abstract Optional<Verdict> test(Picture picture);

        private static boolean over(Picture picture) {
            return picture.turnIs(TurnState.OVER);
        }

        private static List<Evidence> processEvidence(Picture picture) {
            return picture.facts().on(Question.PROCESS, picture.now()).stream()
                    .map(fact -> new Evidence(fact, Evidence.Role.DECIDES))
                    .toList();
        }

        private static String detail(Resolution resolution) {
            return resolution.decides().map(Fact::detail).orElse("");
        }

        private static String disagreement(Resolution resolution) {
            return "sources disagree: "
                    + String.join(
                            "; ",
                            resolution.dissent().stream()
                                    .map(fact -> fact.source().name().toLowerCase(java.util.Locale.ROOT) + " says "
                                            + fact.detail())
                                    .toList());
        }
    }
}
