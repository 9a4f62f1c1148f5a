package dev.tagma.core.status;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the terminal's face contradicts what the structured sources say. A structured source can go mute without its
 * carrier breaking; then the face is all that shows it. It never overrules a structured source, it only makes the
 * status {@code unknown}, and only when all of it that answers agrees and has had time to follow.
 *
 * @param settlesAt when a contradiction that stands now will count
 */
record FaceCheck(boolean contradicts, String reason, List<Evidence> evidence, Optional<Instant> settlesAt) {

    /** How long the face may lag behind; below the two seconds within which a wrong status must be gone. */
    static final Duration FOLLOWS_WITHIN = Duration.ofMillis(1500);

    private static final FaceCheck AGREES = new FaceCheck(false, "", List.of(), Optional.empty());

    static FaceCheck of(Facts facts, Instant now, Resolution turn, Resolution waiting) {
        boolean waits = waiting.decides().filter(Resolver::alert).isPresent();
        Optional<Fact> structured =
                (waits ? waiting : turn).decides().filter(fact -> fact.source().structured());
        if (structured.isEmpty()) {
            return AGREES;
        }
        Fact claim = structured.get();
        Mood claimed = waits ? Mood.PAUSED : mood(claim);
        List<Fact> seen = new ArrayList<>();
        facts.fact(Source.TITLE, Question.TURN, now).ifPresent(seen::add);
        screen(facts, now).ifPresent(seen::add);
        List<Fact> against = seen.stream()
                .filter(fact -> !claimed.fits(mood(fact), waits, fact))
                .toList();
        // A title at rest looks the same after a turn and in a dialog: it speaks for neither, but against running.
        boolean running = against.stream().allMatch(fact -> mood(fact) == Mood.RUNNING);
        boolean supported = seen.stream()
                .filter(fact -> !against.contains(fact))
                .anyMatch(fact -> running || mood(fact) != Mood.PAUSED);
        if (against.isEmpty() || supported) {
            return AGREES;
        }
        Instant latest = against.stream()
                .map(fact -> later(fact.happenedAt(), claim.happenedAt()))
                .max(Instant::compareTo)
                .orElseThrow();
        boolean looked = against.stream()
                .allMatch(fact -> fact.happenedAt().isAfter(claim.happenedAt())
                        || !fact.observedAt().isBefore(claim.happenedAt().plus(FOLLOWS_WITHIN)));
        Instant settlesAt = latest.plus(FOLLOWS_WITHIN);
        if (!looked || now.isBefore(settlesAt)) {
            return new FaceCheck(false, "", List.of(), looked ? Optional.of(settlesAt) : Optional.empty());
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(claim, Evidence.Role.CONTRADICTS));
        against.forEach(fact -> evidence.add(new Evidence(fact, Evidence.Role.CONTRADICTS)));
        String reason = "sources disagree: " + named(claim) + "; "
                + String.join("; ", against.stream().map(FaceCheck::named).toList());
        return new FaceCheck(true, reason, evidence, Optional.empty());
    }

    /** What the screen shows: the dialog if it shows one, else whether a turn runs. */
    private static Optional<Fact> screen(Facts facts, Instant now) {
        return facts.fact(Source.SCREEN, Question.WAITING, now)
                .filter(Resolver::alert)
                .or(() -> facts.fact(Source.SCREEN, Question.TURN, now));
    }

    private enum Mood {
        RUNNING,
        PAUSED,
        OVER,
        DIALOG;

        /** Whether the face may look like {@code seen} while this is so. */
        boolean fits(Mood seen, boolean waits, Fact fact) {
            return switch (this) {
                case RUNNING -> seen == RUNNING;
                case PAUSED -> seen == PAUSED || seen == DIALOG || (!waits && seen == OVER);
                case OVER -> seen == OVER || seen == PAUSED;
                case DIALOG -> seen == DIALOG || (seen == PAUSED && fact.source() == Source.TITLE);
            };
        }
    }

    private static Mood mood(Fact fact) {
        return switch (fact.reading()) {
            case Reading.Turn(TurnState state) ->
                switch (state) {
                    case RUNNING -> Mood.RUNNING;
                    case OVER -> Mood.OVER;
                    case PAUSED -> Mood.PAUSED;
                };
            case Reading.Waiting waiting -> Mood.DIALOG;
            case Reading.ProcessSeen process -> Mood.PAUSED;
            case Reading.Background background -> Mood.OVER;
            case Reading.Condition condition -> Mood.RUNNING;
            case Reading.Composer composer -> Mood.PAUSED;
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String named(Fact fact) {
        return fact.source().name().toLowerCase(Locale.ROOT) + " says " + fact.detail();
    }
}
