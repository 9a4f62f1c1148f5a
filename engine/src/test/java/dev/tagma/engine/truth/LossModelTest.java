package dev.tagma.engine.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Source;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.status.Status;
import dev.tagma.testkit.history.History;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A source is lost in three ways: never there, dying visibly, going mute or stale. For each, over everything that was
 * recorded of the real agent: a moment after each step the status is right, coarser, or {@code unknown}; what it says in
 * between was so a moment ago.
 */
final class LossModelTest {

    /** A wrong status is gone by then: two seconds after what is left could see it, of which the face needs the most. */
    private static final Duration AT_THE_LATEST = Duration.ofMillis(2_500);

    /** Where several are missing, those that are left need longer to be sure of each other. */
    private static final Duration WITH_LITTLE_LEFT = Duration.ofSeconds(3);

    /** So much later all sources together may tell what one of them tells at once. */
    private static final Duration AHEAD = Duration.ofSeconds(1);

    private static final Pattern HOW_A_TURN_ENDED = Pattern.compile("in truth (ERROR|\\w+ by logged-out)");

    private static final List<Source> SOURCES =
            List.of(Source.AGENT_STATE, Source.HOOK, Source.TRANSCRIPT, Source.TITLE, Source.SCREEN, Source.PROCESS);

    static List<History> histories() {
        return History.of("claude-code", "2.1.329");
    }

    @ParameterizedTest
    @MethodSource("histories")
    void withAllSourcesItIsToldAsItsPlaySawIt(History history) {
        assertThat(Timeline.of(history, List.of()).activities())
                .extracting(activity -> activity.name().toLowerCase(Locale.ROOT))
                .containsExactlyElementsOf(history.shows());
    }

    @ParameterizedTest
    @MethodSource("histories")
    void aSourceThatWasNeverThereMisleadsNobody(History history) {
        isRight(history, SOURCES.stream().map(source -> List.of(new Loss.NeverThere(source))));
    }

    /**
     * With several sources missing, what those that are left cannot see is not told; but it is never said to be idle or to
     * wait. An Esc at a dialog is seen by state file, transcript and screen alone: hooks without any of these know nothing
     * of it.
     */
    @ParameterizedTest
    @MethodSource("histories")
    void whateverSourcesAreMissingItIsNotFalselyIdleOrWaiting(History history) {
        Timeline truth = Timeline.of(history, List.of());

        assertThat(IntStream.range(1, 1 << SOURCES.size())
                        .mapToObj(set -> IntStream.range(0, SOURCES.size())
                                .filter(bit -> (set & 1 << bit) != 0)
                                .mapToObj(SOURCES::get)
                                .collect(Collectors.toSet()))
                        .filter(LossModelTest::leavesOneThatSeesAnEsc)
                        .map(missing ->
                                missing.stream().<Loss>map(Loss.NeverThere::new).toList())
                        .flatMap(losses -> wrong(history, truth, losses, WITH_LITTLE_LEFT).stream())
                        .filter(wrong -> wrong.startsWith("IDLE") || wrong.startsWith("WAITING")))
                .isEmpty();
    }

    private static boolean leavesOneThatSeesAnEsc(Set<Source> missing) {
        boolean stateFile = !missing.contains(Source.AGENT_STATE) && !missing.contains(Source.PROCESS);
        return stateFile || !missing.contains(Source.TRANSCRIPT) || !missing.contains(Source.SCREEN);
    }

    @ParameterizedTest
    @MethodSource("histories")
    void aSourceThatDiesMisleadsNobody(History history) {
        isRight(history, eachSourceAtEachMoment(history, Loss.Dies::new));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void aSourceThatGoesMuteMisleadsNobody(History history) {
        isRight(history, eachSourceAtEachMoment(history, Loss.GoesMute::new));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void aSourceThatComesLateMisleadsNobody(History history) {
        isRight(
                history,
                SOURCES.stream()
                        .flatMap(source -> late(source).map(Duration::ofMillis).map(by -> new Loss.Lags(source, by)))
                        .map(List::of));
    }

    /** How a turn ended may have been told to the former daemon alone; that it is over is right all the same. */
    @ParameterizedTest
    @MethodSource("histories")
    void theNextDaemonIsNotMisledThoughASourceIsMissing(History history) {
        Timeline truth = Timeline.of(history, List.of());

        assertThat(truth.changes().stream()
                        .flatMap(change -> Stream.of(change.minusMillis(400), change.plusMillis(1_700)))
                        .flatMap(at -> SOURCES.stream()
                                .map(source -> new Loss.NeverThere(source))
                                .flatMap(loss -> wrong(
                                        truth,
                                        Timeline.of(history, List.of(loss), Optional.of(at)),
                                        loss + ", restarted at " + at,
                                        AT_THE_LATEST)
                                        .stream()))
                        .filter(wrong -> !wrong.startsWith("IDLE")
                                || !HOW_A_TURN_ENDED.matcher(wrong).find()))
                .isEmpty();
    }

    /** Whoever looks at a face late sees what it shows then, so that only a glance can be old. */
    private static Stream<Integer> late(Source source) {
        return source.face() ? Stream.of(300, 900, 1_600) : Stream.of(300, 900, 1_600, 5_000);
    }

    /** Just before each step, at it, in its middle, and when it has been taken. */
    private static Stream<List<Loss>> eachSourceAtEachMoment(History history, BiFunction<Source, Instant, Loss> loss) {
        return Timeline.of(history, List.of()).changes().stream()
                .flatMap(change -> Stream.of(
                        change.minusMillis(400), change.plusNanos(1), change.plusMillis(200), change.plusMillis(1_700)))
                .flatMap(at -> SOURCES.stream().map(source -> List.of(loss.apply(source, at))));
    }

    private static void isRight(History history, Stream<List<Loss>> losses) {
        Timeline truth = Timeline.of(history, List.of());

        assertThat(losses.flatMap(some -> wrong(history, truth, some, AT_THE_LATEST).stream()))
                .isEmpty();
    }

    private static Set<String> wrong(History history, Timeline truth, List<Loss> losses, Duration patience) {
        return wrong(truth, Timeline.of(history, losses), losses.toString(), patience);
    }

    private static Set<String> wrong(Timeline truth, Timeline told, String how, Duration patience) {
        Set<String> wrong = new LinkedHashSet<>();
        List<Instant> steps = truth.changes();
        told.statuses().forEach((moment, status) -> {
            Instant from = moment.minus(patience);
            Instant to = moment.plus(AHEAD);
            boolean changes = steps.stream().anyMatch(step -> step.isAfter(from) && step.isBefore(to));
            boolean isSo = truth.between(from, to).stream().anyMatch(was -> fits(was, status, changes));
            if (!isSo) {
                Instant step = steps.stream()
                        .filter(change -> !change.isAfter(moment))
                        .reduce(steps.getFirst(), (one, other) -> other);
                wrong.add(status.activity().orElseThrow() + " by " + status.rule() + " for "
                        + Duration.between(step, moment) + ", in truth "
                        + truth.at(moment).activity().map(Enum::name).orElse("nothing") + " by "
                        + truth.at(moment).rule() + ", with " + how);
            }
        });
        return wrong;
    }

    /** Whether the status is right, or says less than the truth. */
    private static boolean fits(Status truth, Status status, boolean changes) {
        if (status.activity().isEmpty()
                || status.is(Activity.UNKNOWN)
                || status.activity().equals(truth.activity())) {
            return true;
        }
        return switch (truth.activity().orElse(Activity.UNKNOWN)) {
            // A turn runs; what is special about it is not seen.
            case COMPACTING, RETRYING -> status.is(Activity.WORKING);
            // A turn runs; that the screen has stood still since it showed retries is not seen either.
            case WORKING -> status.is(Activity.RETRYING) && status.confidence() == Confidence.LOW;
            // It waits; for what is not seen.
            case WAITING_QUESTION, WAITING_PLAN -> status.is(Activity.WAITING_PERMISSION);
            // That the turn is over can be known a moment before how it ended.
            case BACKGROUND_WORK, USAGE_LIMITED, ERROR -> changes && status.is(Activity.IDLE);
            case WAITING_TRUST_OR_LOGIN -> truth.loggedOut() && changes && status.is(Activity.IDLE);
            case WAITING_PERMISSION, IDLE, UNKNOWN -> false;
        };
    }
}
