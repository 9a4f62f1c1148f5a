package dev.tagma.core.status;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weighs the sources that answer one question against each other.
 *
 * <p>Structured sources come first. Among them the latest word counts, with one exception: a level (a state that its
 * source keeps up to date) is not overruled by a lower source for good. A newer, lower word that calls for attention is
 * believed for {@link #GRACE}, one that would quieten is not; after that the terminal's face breaks the tie, and if it
 * cannot, the question is in dispute. The face alone answers only where no structured source does.
 */
final class Resolver {

    /** How long a stronger source may lag behind a weaker one before they are taken to disagree. */
    static final Duration GRACE = Duration.ofSeconds(1);

    /** How far a finer word on what is waited for may precede the coarse one it refines. */
    static final Duration REFINES_WITHIN = Duration.ofSeconds(3);

    private final Facts facts;
    private final Instant now;
    private final Map<Question, List<Fact>> asked = new EnumMap<>(Question.class);

    Resolver(Facts facts, Instant now) {
        this.facts = facts;
        this.now = now;
    }

    Resolution turn() {
        return resolve(Question.TURN);
    }

    Resolution background() {
        return resolve(Question.BACKGROUND);
    }

    Resolution waiting() {
        Resolution coarse = resolve(Question.WAITING);
        return coarse.decides()
                .filter(Resolver::alert)
                .map(fact -> outlived(fact)
                        .map(over -> seen(coarse, fact, over).until(coarse.settlesAt()))
                        .orElseGet(() -> refine(coarse, fact)))
                .orElse(coarse);
    }

    /** Another source tells that the turn in which it began to wait is over since. */
    private Optional<Fact> outlived(Fact waits) {
        return structured(Question.TURN).stream()
                .filter(fact -> fact.reading().equals(new Reading.Turn(TurnState.OVER)))
                .filter(fact -> fact.source() != waits.source() || !level(waits))
                .filter(fact -> fact.happenedAt().isAfter(waits.happenedAt()))
                .findFirst();
    }

    /**
     * A turn is over, and what was asked in it may be open all the same, by a subagent: the screen shows which it is. Where
     * it does not, a source that keeps its word up to date is believed; one that told once, as a hook does, would not tell
     * of a person who answered at the terminal.
     */
    private Resolution seen(Resolution coarse, Fact waits, Fact over) {
        Optional<Fact> screen = votes(Question.WAITING).stream()
                .filter(vote -> vote.happenedAt().isAfter(waits.happenedAt()))
                .findFirst();
        if (screen.filter(vote -> !alert(vote)).isPresent()) {
            return settled(List.of(waits), screen.get(), Confidence.MEDIUM);
        }
        return screen.isPresent() || level(waits) ? refine(coarse, waits) : Resolution.dispute(List.of(waits, over));
    }

    /** The newest structured word; the screen only adds a later condition that nobody else can see. */
    Resolution condition() {
        List<Fact> structured = structured(Question.CONDITION);
        Optional<Fact> newest = structured.stream().max(Comparator.comparing(Fact::happenedAt));
        Optional<Fact> face = facts.fact(Source.SCREEN, Question.CONDITION, now)
                .filter(Resolver::alert)
                .filter(fact -> newest.map(word -> fact.happenedAt().isAfter(word.happenedAt()))
                        .orElse(true));
        Optional<Fact> decides =
                newest.filter(Resolver::alert).or(() -> face).map(fact -> knowingUntil(structured, fact));
        return decides.map(fact -> new Resolution(
                        decides,
                        List.of(),
                        List.of(),
                        false,
                        fact.source().structured() ? Confidence.HIGH : Confidence.LOW,
                        Optional.empty()))
                .orElse(Resolution.SILENCE);
    }

    /** A word that does not say when a condition ends never erases one that does. */
    private static Fact knowingUntil(List<Fact> structured, Fact decided) {
        Reading.Condition condition = (Reading.Condition) decided.reading();
        Instant earliest = decided.happenedAt().minus(REFINES_WITHIN);
        return structured.stream()
                .filter(fact -> condition.until().isEmpty()
                        && fact.reading() instanceof Reading.Condition other
                        && other.kind() == condition.kind()
                        && other.until().isPresent()
                        && !fact.happenedAt().isBefore(earliest))
                .findFirst()
                .orElse(decided);
    }

    private Resolution resolve(Question question) {
        List<Fact> structured = structured(question);
        return structured.isEmpty() ? byFace(question) : byStructure(structured);
    }

    private Resolution byStructure(List<Fact> structured) {
        Fact top = structured.getFirst();
        Fact newest = structured.stream()
                .max(Comparator.comparing(Fact::happenedAt).thenComparing(Fact::source, Comparator.reverseOrder()))
                .orElseThrow();
        if (newest.equals(top) || compatible(newest, top)) {
            return settled(
                    structured, top, structured.size() == 1 && !level(top) ? Confidence.MEDIUM : Confidence.HIGH);
        }
        if (!level(top)) {
            return settled(structured, newest, Confidence.MEDIUM);
        }
        Instant settlesAt = newest.happenedAt().plus(GRACE);
        if (now.isBefore(settlesAt)) {
            Fact believed = alert(newest) ? newest : top;
            Resolution provisional = settled(structured, believed, Confidence.MEDIUM);
            return new Resolution(
                    provisional.decides(),
                    provisional.agree(),
                    provisional.dissent(),
                    false,
                    Confidence.MEDIUM,
                    Optional.of(settlesAt));
        }
        return tieBroken(structured, top, newest);
    }

    private Resolution tieBroken(List<Fact> structured, Fact top, Fact newest) {
        // Rest that was seen before, or before the screen could follow, tells nothing of what came then.
        Instant from = alert(newest) ? newest.happenedAt().plus(GRACE) : newest.happenedAt();
        List<Fact> votes = votes(top.question()).stream()
                .filter(vote -> alert(vote) || !vote.observedAt().isBefore(from))
                .toList();
        boolean forTop = !votes.isEmpty() && votes.stream().allMatch(vote -> compatible(vote, top));
        boolean forNewest = !votes.isEmpty() && votes.stream().allMatch(vote -> compatible(vote, newest));
        if (forTop == forNewest) {
            return Resolution.dispute(List.of(top, newest));
        }
        return settled(structured, forTop ? top : newest, Confidence.MEDIUM);
    }

    private Resolution byFace(Question question) {
        List<Fact> votes = votes(question);
        if (votes.isEmpty()) {
            return Resolution.SILENCE;
        }
        Fact finest = votes.stream()
                .filter(vote -> vote.source() == Source.SCREEN)
                .findFirst()
                .orElse(votes.getFirst());
        if (votes.stream().allMatch(vote -> compatible(vote, finest))) {
            return settled(votes, finest, Confidence.LOW);
        }
        Instant settlesAt = votes.stream()
                .map(Fact::happenedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(FaceCheck.FOLLOWS_WITHIN);
        return now.isBefore(settlesAt) ? untilFollowed(votes, settlesAt) : Resolution.dispute(votes);
    }

    /** A title is told at once and a screen is looked at later: until both had time, the word that calls for attention holds. */
    private Resolution untilFollowed(List<Fact> votes, Instant settlesAt) {
        Fact believed = votes.stream().filter(Resolver::alert).findFirst().orElse(votes.getFirst());
        Resolution provisional = settled(votes, believed, Confidence.LOW);
        return new Resolution(
                provisional.decides(),
                provisional.agree(),
                provisional.dissent(),
                false,
                Confidence.LOW,
                Optional.of(settlesAt));
    }

    private Resolution settled(List<Fact> all, Fact decides, Confidence confidence) {
        List<Fact> agree = all.stream()
                .filter(fact -> !fact.equals(decides) && compatible(fact, decides))
                .toList();
        List<Fact> dissent =
                all.stream().filter(fact -> !compatible(fact, decides)).toList();
        return new Resolution(Optional.of(decides), agree, dissent, false, confidence, Optional.empty());
    }

    /** A coarse word never erases a finer compatible one: a hook or the screen may know what is waited for. */
    private Resolution refine(Resolution coarse, Fact decided) {
        Instant earliest = decided.happenedAt().minus(REFINES_WITHIN);
        Optional<Fact> finer = on(Question.WAITING).stream()
                .filter(Resolver::alert)
                .filter(fact -> fact.source() == Source.PROTOCOL
                        || fact.source() == Source.HOOK
                        || fact.source() == Source.SCREEN)
                .filter(fact -> fact.source() == Source.SCREEN
                        ? !fact.observedAt().isBefore(decided.happenedAt())
                        : !fact.happenedAt().isBefore(earliest))
                .filter(fact -> refines(what(fact), what(decided)))
                .findFirst();
        return finer.filter(fact -> !fact.equals(decided))
                .map(fact -> new Resolution(
                        finer, List.of(decided), coarse.dissent(), false, coarse.confidence(), coarse.settlesAt()))
                .orElse(coarse);
    }

    /**
     * The agent says permission of a question and of a plan alike, but a question only of a question: then what a hook told
     * of a permission before has been answered since.
     */
    private static boolean refines(WaitingFor finer, WaitingFor coarse) {
        return finer == coarse
                || (finer != WaitingFor.SOMETHING
                        && (coarse == WaitingFor.SOMETHING || coarse == WaitingFor.PERMISSION));
    }

    private static WaitingFor what(Fact fact) {
        return ((Reading.Waiting) fact.reading()).what();
    }

    private List<Fact> structured(Question question) {
        return on(question).stream().filter(fact -> fact.source().structured()).toList();
    }

    private List<Fact> votes(Question question) {
        return on(question).stream().filter(fact -> fact.source().face()).toList();
    }

    /** Several rules ask for the same, and going through all facts is most of their work. */
    private List<Fact> on(Question question) {
        return asked.computeIfAbsent(question, one -> facts.on(one, now));
    }

    private static boolean level(Fact fact) {
        return fact.reach() instanceof Reach.Level;
    }

    /** Whether the fact says that something goes on, rather than that nothing does. */
    static boolean alert(Fact fact) {
        return switch (fact.reading()) {
            case Reading.ProcessSeen process -> !process.alive();
            case Reading.Turn turn -> turn.state() == TurnState.RUNNING;
            case Reading.Waiting waiting -> waiting.what() != WaitingFor.NOTHING;
            case Reading.Background background -> background.running() > 0;
            case Reading.Condition condition -> condition.kind() != ConditionKind.NONE;
            case Reading.Composer composer -> composer.state() == Reading.ComposerState.DRAFT;
        };
    }

    /** Whether two answers to the same question can both be right. */
    static boolean compatible(Fact one, Fact other) {
        if (one.reading() instanceof Reading.Turn(TurnState a)
                && other.reading() instanceof Reading.Turn(TurnState b)) {
            return a == b || (a != TurnState.RUNNING && b != TurnState.RUNNING);
        }
        return alert(one) == alert(other);
    }
}
