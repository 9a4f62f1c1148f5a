package dev.tagma.adapters.agent.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is passed on of what an adapter tells, and in which order. */
class CatchingUpTest {

    private static final Instant LONG_AGO = Instant.parse("2026-03-01T10:00:00Z");

    private final List<Observation> passed = new ArrayList<>();
    private final CatchingUp catching = new CatchingUp(passed::add);

    @Test
    void whatIsToldAtOtherTimesIsPassedOnAtOnce() {
        catching.observed(turn(TurnState.OVER, 0));

        assertThat(passed).containsExactly(turn(TurnState.OVER, 0));
    }

    @Test
    void ofAllWordsOfASourceTheLastAloneIsPassedOn() {
        catching.begins();
        catching.observed(turn(TurnState.RUNNING, 0));
        catching.observed(turn(TurnState.OVER, 1));
        catching.observed(turn(TurnState.RUNNING, 2));
        assertThat(passed).isEmpty();

        catching.ends(() -> {});

        assertThat(passed).containsExactly(turn(TurnState.RUNNING, 2));
    }

    @Test
    void ofTwoWordsTheOneOfTheLaterMomentCounts() {
        catching.begins();
        catching.observed(turn(TurnState.OVER, 5));
        catching.observed(turn(TurnState.RUNNING, 2));

        catching.ends(() -> {});

        assertThat(passed).containsExactly(turn(TurnState.OVER, 5));
    }

    /** A daemon died after it had decided: the next one gives that answer as soon as it hears that it is asked for. */
    @Test
    void whatIsComesBeforeWhatIsActedOnAndWaitingBeforeTheTurn() {
        Observation.TurnStarted began = new Observation.TurnStarted("k", "text", false, LONG_AGO);
        catching.begins();
        catching.observed(turn(TurnState.RUNNING, 0));
        catching.observed(asked());
        catching.observed(waiting());
        catching.observed(began);

        catching.ends(() -> passed.add(new Observation.Reachable()));

        assertThat(passed)
                .containsExactly(new Observation.Reachable(), began, waiting(), turn(TurnState.RUNNING, 0), asked());
    }

    @Test
    void whatASourceSaidBeforeItBrokeIsNotPassedOn() {
        Observation broken = new Observation.CarrierChanged(Source.TRANSCRIPT, new Carrier.Broken("unreadable"));
        catching.begins();
        catching.observed(turn(TurnState.OVER, 0));
        catching.observed(broken);

        catching.ends(() -> {});

        assertThat(passed).containsExactly(broken);
    }

    @Test
    void whatDidNotComeToItsEndCountsForNothing() {
        catching.begins();
        catching.observed(turn(TurnState.OVER, 0));
        catching.fails();

        catching.observed(turn(TurnState.RUNNING, 1));

        assertThat(passed).containsExactly(turn(TurnState.RUNNING, 1));
    }

    private static Observation turn(TurnState state, int second) {
        return seen(new Reading.Turn(state), second);
    }

    private static Observation waiting() {
        return seen(new Reading.Waiting(WaitingFor.PERMISSION), 0);
    }

    private static Observation seen(Reading reading, int second) {
        Instant at = LONG_AGO.plusSeconds(second);
        return new Observation.Seen(
                new Fact(Source.TRANSCRIPT, reading, at, at, Reach.LEVEL, Optional.empty(), "told"));
    }

    private static Observation asked() {
        return new Observation.RequestOpened(
                "r",
                RequestKind.PERMISSION,
                "touch x",
                Optional.empty(),
                "{}",
                List.of(),
                Request.Channel.KEYS,
                LONG_AGO);
    }
}
