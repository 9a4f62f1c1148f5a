package dev.tagma.core.status;

import static dev.tagma.core.fact.Told.at;
import static dev.tagma.core.fact.Told.by;
import static dev.tagma.core.fact.Told.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Source;
import dev.tagma.core.fact.Told;
import dev.tagma.core.session.Lifecycle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusRulesTest {

    static List<StatusTable.Row> rows() {
        return StatusTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTableHolds(StatusTable.Row row) {
        Status status = StatusRules.derive(row.facts(), row.circumstances(), at(row.now()));

        assertThat(status.rule()).isEqualTo(row.rule());
        assertThat(status.activity()).isEqualTo(Optional.ofNullable(row.activity()));
        assertThat(status.confidence()).isEqualTo(row.confidence());
        assertThat(status.attention()).isEqualTo(row.attention());
        assertThat(status.lifecycle()).isEqualTo(row.circumstances().lifecycle());
    }

    @Test
    void everyRuleIsVisitedByTheTable() {
        List<String> visited = rows().stream()
                .map(row -> StatusRules.derive(row.facts(), row.circumstances(), at(row.now()))
                        .rule())
                .distinct()
                .toList();

        assertThat(visited).containsExactlyInAnyOrderElementsOf(StatusRules.names());
    }

    @Test
    void aStatusNamesTheFactsItIsFoundedOn() {
        Facts facts = live().with(by(Source.AGENT_STATE, 10, turn(TurnState.OVER)))
                .with(by(Source.TRANSCRIPT, 9.9, turn(TurnState.OVER)))
                .with(by(Source.HOOK, 9, turn(TurnState.RUNNING)));

        Status status = derive(facts, 20);

        assertThat(status.evidence())
                .extracting(evidence -> evidence.fact().source(), Evidence::role)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Source.AGENT_STATE, Evidence.Role.DECIDES),
                        org.assertj.core.groups.Tuple.tuple(Source.TRANSCRIPT, Evidence.Role.AGREES),
                        org.assertj.core.groups.Tuple.tuple(Source.HOOK, Evidence.Role.CONTRADICTS));
    }

    @Test
    void anActivityThatGoesOnHasBeenSoSinceItBegan() {
        Status before = derive(live().with(by(Source.HOOK, 10, turn(TurnState.RUNNING))), 11);

        Status after = derive(live().with(by(Source.AGENT_STATE, 12, turn(TurnState.RUNNING))), 13)
                .after(before);

        assertThat(after.since()).isEqualTo(at(10));
    }

    @Test
    void anotherActivityHasBeenSoSinceItself() {
        Status before = derive(live().with(by(Source.HOOK, 10, turn(TurnState.RUNNING))), 11);

        Status after = derive(live().with(by(Source.AGENT_STATE, 12, turn(TurnState.OVER))), 13)
                .after(before);

        assertThat(after.since()).isEqualTo(at(12));
    }

    @Test
    void restIsNoOlderThanTheWorkBeforeIt() {
        Facts stale = live().with(by(Source.AGENT_STATE, 10, turn(TurnState.OVER)));
        Status working = derive(stale.with(by(Source.HOOK, 20, turn(TurnState.RUNNING))), 20.1);

        Status rest = derive(stale.with(by(Source.HOOK, 20.2, turn(TurnState.OVER))), 20.3)
                .after(working);

        assertThat(working.is(Activity.WORKING)).isTrue();
        assertThat(rest.since()).isEqualTo(at(20));
    }

    @Test
    void confidenceAloneIsNoNews() {
        Status alone = derive(live().with(by(Source.HOOK, 10, turn(TurnState.OVER))), 11);
        Status confirmed = derive(
                live().with(by(Source.HOOK, 10, turn(TurnState.OVER)))
                        .with(by(Source.TRANSCRIPT, 10.1, turn(TurnState.OVER))),
                11);

        assertThat(confirmed.confidence()).isGreaterThan(alone.confidence());
        assertThat(confirmed.tellsTheSameAs(alone)).isTrue();
    }

    @Test
    void aProvisionalStatusSaysWhenToLookAgain() {
        Status status = derive(
                live().with(by(Source.AGENT_STATE, 10, turn(TurnState.OVER)))
                        .with(by(Source.HOOK, 20, turn(TurnState.RUNNING))),
                20.5);

        assertThat(status.recheckAt()).contains(at(21));
    }

    @Test
    void provisionalBackgroundWorkSaysWhenToLookAgain() {
        Status status = derive(
                live().with(by(Source.AGENT_STATE, 9, turn(TurnState.OVER)))
                        .with(by(Source.AGENT_STATE, 10, new Reading.Background(1)))
                        .with(by(Source.HOOK, 20, new Reading.Background(0))),
                20.5);

        assertThat(status.rule()).isEqualTo("background-work");
        assertThat(status.recheckAt()).contains(at(21));
    }

    @Test
    void aWordThatDoesNotKnowWhenTheLimitEndsHidesNoneThatDoes() {
        Status status = derive(
                live().with(by(Source.AGENT_STATE, 10, turn(TurnState.OVER)))
                        .with(by(Source.TRANSCRIPT, 10, Told.limitedUntil(500)))
                        .with(by(Source.HOOK, 10.1, Told.condition(ConditionKind.USAGE_LIMITED))),
                20);

        assertThat(status.activity()).contains(Activity.USAGE_LIMITED);
        assertThat(status.until()).contains(at(500));
    }

    @Test
    void theEndOfAnOlderLimitIsNotThatOfANewOne() {
        Status status = derive(
                live().with(by(Source.AGENT_STATE, 100, turn(TurnState.OVER)))
                        .with(by(Source.TRANSCRIPT, 10, Told.limitedUntil(500)))
                        .with(by(Source.HOOK, 100, Told.condition(ConditionKind.USAGE_LIMITED))),
                120);

        assertThat(status.until()).isEmpty();
    }

    private static Facts live() {
        return Facts.none().ofProcess(Optional.of(Told.PROCESS));
    }

    private static Status derive(Facts facts, double now) {
        return StatusRules.derive(facts, Circumstances.started(Lifecycle.LIVE, Told.START), at(now));
    }
}
