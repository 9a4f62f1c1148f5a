package dev.tagma.core.fact;

import dev.tagma.core.fact.Reading.ComposerState;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes facts as the sources tell them: times are seconds since {@link #START}. */
public final class Told {

    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    public static final ProcessKey PROCESS = new ProcessKey(4711, 1_000, "boot");
    public static final ProcessKey OTHER_PROCESS = new ProcessKey(4711, 9_000, "boot");

    private Told() {}

    public static Instant at(double seconds) {
        return START.plus(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /** Told at once. */
    public static Fact by(Source source, double seconds, Reading reading) {
        return late(source, seconds, seconds, reading);
    }

    /** Told some time after it happened. */
    public static Fact late(Source source, double happened, double observed, Reading reading) {
        return new Fact(
                source, reading, at(happened), at(observed), reach(source), process(source), words(source, reading));
    }

    /** An edge that fades. */
    public static Fact until(Source source, double seconds, double deadline, Reading reading) {
        return new Fact(
                source,
                reading,
                at(seconds),
                at(seconds),
                new Reach.Edge(Optional.of(at(deadline))),
                process(source),
                words(source, reading));
    }

    public static Fact of(ProcessKey process, Fact fact) {
        return new Fact(
                fact.source(),
                fact.reading(),
                fact.happenedAt(),
                fact.observedAt(),
                fact.reach(),
                Optional.of(process),
                fact.detail());
    }

    public static Reading turn(TurnState state) {
        return new Reading.Turn(state);
    }

    public static Reading waiting(WaitingFor what) {
        return new Reading.Waiting(what);
    }

    public static Reading background(int running) {
        return new Reading.Background(running);
    }

    public static Reading condition(ConditionKind kind) {
        return new Reading.Condition(kind, words(kind), Optional.empty());
    }

    public static Reading limitedUntil(double seconds) {
        return new Reading.Condition(
                ConditionKind.USAGE_LIMITED, words(ConditionKind.USAGE_LIMITED), Optional.of(at(seconds)));
    }

    public static Reading composer(ComposerState state) {
        return new Reading.Composer(state);
    }

    public static Reading alive(boolean alive) {
        return new Reading.ProcessSeen(alive, OptionalInt.empty());
    }

    /** A state that its source keeps up to date is a level; what its source writes down once is an edge. */
    private static Reach reach(Source source) {
        return switch (source) {
            case AGENT_STATE, TITLE, SCREEN, PROCESS -> Reach.LEVEL;
            case PROTOCOL, HOOK, TRANSCRIPT, SELF_REPORT -> Reach.EDGE;
        };
    }

    private static Optional<ProcessKey> process(Source source) {
        return source == Source.AGENT_STATE || source == Source.PROCESS ? Optional.of(PROCESS) : Optional.empty();
    }

    private static String words(Source source, Reading reading) {
        return words(source) + ": " + reading;
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
