package dev.tagma.core.fact;

import static dev.tagma.core.fact.Told.OTHER_PROCESS;
import static dev.tagma.core.fact.Told.PROCESS;
import static dev.tagma.core.fact.Told.at;
import static dev.tagma.core.fact.Told.by;
import static dev.tagma.core.fact.Told.late;
import static dev.tagma.core.fact.Told.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Reading.TurnState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactsTest {

    private static final Facts NONE = Facts.none().ofProcess(Optional.of(PROCESS));

    @Test
    void aFactThatComesLateDoesNotOverwriteANewerOne() {
        Facts facts = NONE.with(by(Source.HOOK, 2, turn(TurnState.OVER)))
                .with(late(Source.HOOK, 1, 3, turn(TurnState.RUNNING)));

        assertThat(said(facts, Source.HOOK)).isEqualTo(turn(TurnState.OVER));
    }

    @Test
    void aRepeatedFactIsNotOverwrittenByOneFromBeforeItsRepetition() {
        Facts facts = NONE.with(by(Source.TITLE, 1, turn(TurnState.RUNNING)))
                .with(by(Source.TITLE, 3, turn(TurnState.RUNNING)))
                .with(late(Source.TITLE, 2, 4, turn(TurnState.PAUSED)));

        assertThat(said(facts, Source.TITLE)).isEqualTo(turn(TurnState.RUNNING));
    }

    @Test
    void aRepeatedHookIsNews() {
        Facts facts = NONE.with(by(Source.HOOK, 1, turn(TurnState.RUNNING)))
                .with(by(Source.HOOK, 100, turn(TurnState.RUNNING)));

        assertThat(facts.fact(Source.HOOK, Question.TURN, at(100)).orElseThrow().happenedAt())
                .isEqualTo(at(100));
    }

    @Test
    void aRepeatedLookAtTheFaceExtendsTheFirst() {
        Facts facts = NONE.with(by(Source.SCREEN, 1, turn(TurnState.RUNNING)))
                .with(by(Source.SCREEN, 9, turn(TurnState.RUNNING)));

        Fact known = facts.fact(Source.SCREEN, Question.TURN, at(9)).orElseThrow();
        assertThat(known.happenedAt()).isEqualTo(at(1));
        assertThat(known.observedAt()).isEqualTo(at(9));
    }

    @Test
    void ofTwoWordsForTheSameMomentTheOneThatCameLastCounts() {
        Facts facts = NONE.with(by(Source.AGENT_STATE, 1, turn(TurnState.RUNNING)))
                .with(late(Source.AGENT_STATE, 1, 2, turn(TurnState.OVER)));

        assertThat(said(facts, Source.AGENT_STATE)).isEqualTo(turn(TurnState.OVER));
    }

    @Test
    void whatIsObservedHasHappened() {
        Fact stampedByAClockThatWasSetBackSince = late(Source.TRANSCRIPT, 3_600, 1, turn(TurnState.OVER));
        Facts facts =
                NONE.with(stampedByAClockThatWasSetBackSince).with(by(Source.TRANSCRIPT, 2, turn(TurnState.RUNNING)));

        assertThat(said(facts, Source.TRANSCRIPT)).isEqualTo(turn(TurnState.RUNNING));
    }

    @Test
    void whatIsKnownMovesBackWithTheClock() {
        Facts before = NONE.with(by(Source.AGENT_STATE, 3_600, turn(TurnState.OVER)))
                .with(by(Source.HOOK, 3_590, turn(TurnState.OVER)));

        Facts facts = before.asOf(at(0)).with(by(Source.AGENT_STATE, 1, turn(TurnState.RUNNING)));

        assertThat(said(facts, Source.AGENT_STATE)).isEqualTo(turn(TurnState.RUNNING));
        assertThat(facts.fact(Source.HOOK, Question.TURN, at(1)).orElseThrow().happenedAt())
                .isEqualTo(at(-10));
    }

    @Test
    void aClockThatWentOnMovesNothing() {
        Facts facts = NONE.with(by(Source.HOOK, 1, turn(TurnState.OVER)));

        assertThat(facts.asOf(at(1))).isSameAs(facts);
        assertThat(facts.asOf(at(99))).isSameAs(facts);
    }

    @Test
    void aFactOfAnotherProcessNeitherCountsNorPushesOut() {
        Facts facts = NONE.with(by(Source.AGENT_STATE, 1, turn(TurnState.OVER)))
                .with(Told.of(OTHER_PROCESS, by(Source.AGENT_STATE, 2, turn(TurnState.RUNNING))));

        assertThat(said(facts, Source.AGENT_STATE)).isEqualTo(turn(TurnState.OVER));
    }

    @Test
    void aFactOfTheNewProcessCountsOnceThatIsTheSessionsProcess() {
        Facts facts = NONE.with(by(Source.AGENT_STATE, 5, turn(TurnState.OVER)))
                .with(Told.of(OTHER_PROCESS, by(Source.AGENT_STATE, 2, turn(TurnState.RUNNING))))
                .ofProcess(Optional.of(OTHER_PROCESS));

        assertThat(said(facts, Source.AGENT_STATE)).isEqualTo(turn(TurnState.RUNNING));
    }

    @Test
    void withoutALiveProcessNoFactAboutAProcessCounts() {
        Facts facts = NONE.with(by(Source.AGENT_STATE, 1, turn(TurnState.OVER))).ofProcess(Optional.empty());

        assertThat(facts.on(Question.TURN, at(2))).isEmpty();
    }

    @Test
    void aCarrierThatBreaksTakesItsFactsWithIt() {
        Facts facts = NONE.with(by(Source.HOOK, 1, turn(TurnState.OVER)))
                .with(Source.HOOK, new Carrier.Broken("gone"))
                .with(Source.HOOK, Carrier.INTACT);

        assertThat(facts.isEmpty()).isTrue();
    }

    @Test
    void whatIsKnownOfACarrierAlreadyChangesNothing() {
        Facts broken = Facts.none().with(Source.HOOK, new Carrier.Broken("gone"));

        assertThat(Facts.none().with(Source.HOOK, Carrier.INTACT)).isSameAs(Facts.none());
        assertThat(broken.with(Source.HOOK, new Carrier.Broken("gone"))).isSameAs(broken);
        assertThat(broken.with(Source.HOOK, Carrier.INTACT).carrier(Source.HOOK))
                .isEqualTo(Carrier.INTACT);
    }

    @Test
    void aFactFromABrokenCarrierDoesNotCount() {
        Facts facts = NONE.with(Source.HOOK, new Carrier.Broken("gone")).with(by(Source.HOOK, 1, turn(TurnState.OVER)));

        assertThat(facts.on(Question.TURN, at(2))).isEmpty();
        assertThat(facts.fact(Source.HOOK, Question.TURN, at(2))).isEmpty();
    }

    @Test
    void anEdgeHoldsUntilItsDeadline() {
        Facts facts = NONE.with(Told.until(Source.HOOK, 1, 3, turn(TurnState.RUNNING)));

        assertThat(facts.nextDeadline(at(2))).contains(at(3));
        assertThat(facts.on(Question.TURN, at(2))).hasSize(1);
        assertThat(facts.on(Question.TURN, at(3))).isEmpty();
        assertThat(facts.nextDeadline(at(3))).isEmpty();
    }

    @Test
    void theStrongestSourceComesFirst() {
        Facts facts = NONE.with(by(Source.SCREEN, 1, turn(TurnState.OVER)))
                .with(by(Source.HOOK, 1, turn(TurnState.OVER)))
                .with(by(Source.AGENT_STATE, 1, turn(TurnState.OVER)))
                .with(by(Source.TRANSCRIPT, 1, turn(TurnState.OVER)));

        assertThat(facts.on(Question.TURN, at(2)))
                .extracting(Fact::source)
                .containsExactly(Source.AGENT_STATE, Source.HOOK, Source.TRANSCRIPT, Source.SCREEN);
    }

    private static Reading said(Facts facts, Source source) {
        return facts.fact(source, Question.TURN, at(1_000)).orElseThrow().reading();
    }
}
