package dev.tagma.engine.truth;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Circumstances;
import dev.tagma.core.status.Status;
import dev.tagma.core.status.StatusRules;
import dev.tagma.testkit.history.History;
import dev.tagma.testkit.history.Told;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A history told once more, to the rules alone, perhaps with losses. Time only goes on. */
final class Replay {

    private final List<Loss> losses;
    private final Deque<Told> coming;
    private final Optional<ProcessKey> process;
    private final Optional<Instant> restart;
    private boolean adopted;
    private Facts facts = Facts.none();
    private Lifecycle lifecycle = Lifecycle.REQUESTED;
    private Instant lifecycleSince;

    /** @param restart when another daemon takes the session over */
    Replay(History history, List<Loss> losses, Optional<Instant> restart) {
        this.losses = losses;
        this.restart = restart;
        this.coming = new ArrayDeque<>(history.told().stream()
                .flatMap(told -> lost(told, losses))
                .sorted(Comparator.comparing(Told::at))
                .toList());
        this.process = history.told().stream()
                .flatMap(told -> told instanceof Told.Seen(var fact) ? fact.process().stream() : Stream.empty())
                .findFirst();
        this.lifecycleSince = history.told().getFirst().at();
    }

    private static Stream<Told> lost(Told told, List<Loss> losses) {
        Optional<Told> left = Optional.of(told);
        for (Loss loss : losses) {
            left = left.flatMap(loss::of);
        }
        return left.stream();
    }

    /** The status at this time, which is not before the last one asked for. */
    Status at(Instant now) {
        boolean restarts = !adopted && restart.filter(at -> !now.isBefore(at)).isPresent();
        takeUntil(restarts ? restart.get() : now);
        if (restarts) {
            adopt(restart.get());
            takeUntil(now);
        }
        boolean processKnown =
                losses.stream().filter(loss -> loss.source() == Source.PROCESS).allMatch(loss -> loss.speaks(now));
        facts = facts.ofProcess(process.filter(known -> processKnown));
        for (Loss loss : losses) {
            if (loss.seenAt().filter(at -> !now.isBefore(at)).isPresent()) {
                facts = facts.with(loss.source(), new Carrier.Broken("lost"));
            }
        }
        lookAgain(Source.TITLE, now);
        lookAgain(Source.SCREEN, now);
        return StatusRules.derive(
                facts.asOf(now),
                new Circumstances(lifecycle, lifecycleSince, "", adopted, Circumstances.DEFAULT_STALL_LIMIT),
                now);
    }

    private void takeUntil(Instant now) {
        while (!coming.isEmpty() && !coming.getFirst().at().isAfter(now)) {
            take(coming.removeFirst());
        }
    }

    /** What is there to be read is read anew: the state file, and what the terminal shows. All else was told to the former. */
    private void adopt(Instant at) {
        List<Fact> known = List.copyOf(facts.all());
        facts = Facts.none();
        adopted = true;
        known.stream()
                .filter(fact ->
                        fact.source() == Source.AGENT_STATE || fact.source().face())
                .filter(fact -> losses.stream().allMatch(loss -> loss.source() != fact.source() || loss.speaks(at)))
                .forEach(fact -> facts = facts.with(new Fact(
                        fact.source(),
                        fact.reading(),
                        fact.source().face() ? at : fact.happenedAt(),
                        at,
                        fact.reach(),
                        fact.process(),
                        fact.detail())));
    }

    private void take(Told told) {
        switch (told) {
            case Told.Reached(var at, var reached) -> {
                lifecycle = reached;
                lifecycleSince = at;
            }
            case Told.Seen(var fact) -> {
                if (fact.source() == Source.AGENT_STATE || fact.source() == Source.SCREEN) {
                    sayAgain(fact);
                }
                facts = facts.with(fact);
            }
        }
    }

    /** The state file and the screen are read as a whole, each time that anything of them changes; news alone are recorded. */
    private void sayAgain(Fact news) {
        facts.all().stream()
                .filter(fact -> fact.source() == news.source() && fact.question() != news.question())
                .filter(fact -> fact.happenedAt().isBefore(news.happenedAt()))
                .forEach(fact -> facts = facts.with(new Fact(
                        fact.source(),
                        fact.reading(),
                        news.happenedAt(),
                        news.observedAt(),
                        fact.reach(),
                        fact.process(),
                        fact.detail())));
    }

    /** A face that shows work changes all the time, and is looked at whenever it changes; only news are recorded. */
    private void lookAgain(Source face, Instant now) {
        boolean looksLikeWork = facts.fact(face, Question.TURN, now)
                        .filter(fact -> fact.reading().equals(new Reading.Turn(Reading.TurnState.RUNNING)))
                        .isPresent()
                && facts.fact(face, Question.WAITING, now)
                        .map(fact -> fact.reading().equals(new Reading.Waiting(Reading.WaitingFor.NOTHING)))
                        .orElse(true);
        boolean speaks = losses.stream().filter(loss -> loss.source() == face).allMatch(loss -> loss.speaks(now));
        if (looksLikeWork && speaks && lifecycle == Lifecycle.LIVE) {
            facts.all().stream()
                    .filter(fact -> fact.source() == face)
                    .forEach(fact -> facts = facts.with(seenAt(now, fact)));
        }
    }

    private static Fact seenAt(Instant now, Fact fact) {
        return new Fact(fact.source(), fact.reading(), now, now, fact.reach(), fact.process(), fact.detail());
    }
}
