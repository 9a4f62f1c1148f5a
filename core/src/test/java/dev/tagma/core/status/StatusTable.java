package dev.tagma.core.status;

import static dev.tagma.core.fact.Told.START;
import static dev.tagma.core.fact.Told.alive;
import static dev.tagma.core.fact.Told.background;
import static dev.tagma.core.fact.Told.by;
import static dev.tagma.core.fact.Told.composer;
import static dev.tagma.core.fact.Told.condition;
import static dev.tagma.core.fact.Told.limitedUntil;
import static dev.tagma.core.fact.Told.turn;
import static dev.tagma.core.fact.Told.waiting;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.Reading.ComposerState;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.fact.Told;
import dev.tagma.core.session.Lifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules make of which facts. Each row is one situation; times are seconds. */
final class StatusTable {

    /** One situation and what is to be said of it; {@code activity} is null where there is none. */
    record Row(
            String name,
            Facts facts,
            Circumstances circumstances,
            double now,
            @Nullable Activity activity,
            String rule,
            Confidence confidence,
            Set<Attention> attention) {
        @Override
        public String toString() {
            return name;
        }
    }

    private StatusTable() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(lives());
        rows.addAll(turns());
        rows.addAll(waits());
        rows.addAll(conditions());
        rows.addAll(doubts());
        return rows;
    }

    private static List<Row> lives() {
        Fact idle = by(Source.AGENT_STATE, 1, turn(TurnState.OVER));
        return List.of(
                when("a stopped session does nothing")
                        .facts(idle)
                        .lifecycle(Lifecycle.STOPPED)
                        .at(9)
                        .says(null, "not-live", Confidence.HIGH),
                when("a session that cannot be reached is not guessed at")
                        .facts(idle)
                        .lifecycle(Lifecycle.LOST)
                        .at(9)
                        .says(null, "not-live", Confidence.HIGH),
                when("an agent that starts does nothing yet")
                        .lifecycle(Lifecycle.STARTING)
                        .at(1)
                        .says(null, "starting", Confidence.HIGH),
                when("an agent that starts may ask for trust")
                        .facts(by(Source.SCREEN, 1, waiting(WaitingFor.TRUST_OR_LOGIN)))
                        .lifecycle(Lifecycle.STARTING)
                        .at(9)
                        .says(Activity.WAITING_TRUST_OR_LOGIN, "trust-or-login", Confidence.LOW),
                when("a live agent may ask for a login")
                        .facts(by(Source.SCREEN, 1, waiting(WaitingFor.TRUST_OR_LOGIN)))
                        .at(9)
                        .says(Activity.WAITING_TRUST_OR_LOGIN, "trust-or-login", Confidence.LOW),
                when("a process that is gone leaves its last word in doubt")
                        .facts(idle, by(Source.PROCESS, 2, alive(false)))
                        .at(9)
                        .says(Activity.UNKNOWN, "process-gone", Confidence.NONE),
                when("a session found after a restart is unknown until a fresh fact comes")
                        .adopted()
                        .at(9)
                        .says(Activity.UNKNOWN, "reconciling", Confidence.NONE),
                when("the first fresh fact ends that")
                        .adopted()
                        .facts(idle)
                        .at(9)
                        .says(Activity.IDLE, "turn-over", Confidence.HIGH),
                when("nobody says anything").at(9).says(Activity.UNKNOWN, "no-source-answers", Confidence.NONE));
    }

    private static List<Row> turns() {
        Fact busy = by(Source.AGENT_STATE, 10, turn(TurnState.RUNNING));
        Fact idle = by(Source.AGENT_STATE, 10, turn(TurnState.OVER));
        return List.of(
                when("the state file says busy")
                        .facts(busy)
                        .at(20)
                        .says(Activity.WORKING, "turn-running", Confidence.HIGH),
                when("the state file says idle").facts(idle).at(20).says(Activity.IDLE, "turn-over", Confidence.HIGH),
                when("a hook alone says that the turn is over")
                        .facts(by(Source.HOOK, 10, turn(TurnState.OVER)))
                        .at(20)
                        .says(Activity.IDLE, "turn-over", Confidence.MEDIUM),
                when("the transcript knows of an Esc that no hook told")
                        .facts(
                                by(Source.HOOK, 10, turn(TurnState.RUNNING)),
                                by(Source.TRANSCRIPT, 15, turn(TurnState.OVER)))
                        .at(20)
                        .says(Activity.IDLE, "turn-over", Confidence.MEDIUM),
                when("the hook of a prompt is believed before the state file follows")
                        .facts(idle, by(Source.HOOK, 20, turn(TurnState.RUNNING)))
                        .at(20.5)
                        .says(Activity.WORKING, "turn-running", Confidence.MEDIUM),
                when("a hook that says over is not believed before the state file follows")
                        .facts(busy, by(Source.HOOK, 20, turn(TurnState.OVER)))
                        .at(20.5)
                        .says(Activity.WORKING, "turn-running", Confidence.MEDIUM),
                when("the face breaks a tie for the newer word")
                        .facts(
                                idle,
                                by(Source.HOOK, 20, turn(TurnState.RUNNING)),
                                by(Source.TITLE, 20.2, turn(TurnState.RUNNING)))
                        .at(21.5)
                        .says(Activity.WORKING, "turn-running", Confidence.MEDIUM),
                when("the face breaks a tie for the state file")
                        .facts(
                                busy,
                                by(Source.HOOK, 20, turn(TurnState.OVER)),
                                by(Source.TITLE, 20.2, turn(TurnState.RUNNING)))
                        .at(21.5)
                        .says(Activity.WORKING, "turn-running", Confidence.MEDIUM),
                when("rest that the face showed before breaks no tie")
                        .facts(
                                idle,
                                by(Source.SCREEN, 19, turn(TurnState.OVER)),
                                by(Source.HOOK, 20, turn(TurnState.RUNNING)))
                        .at(21.5)
                        .says(Activity.UNKNOWN, "sources-disagree", Confidence.NONE),
                when("rest that the face goes on to show breaks the tie")
                        .facts(
                                idle,
                                by(Source.SCREEN, 19, turn(TurnState.OVER)),
                                by(Source.HOOK, 20, turn(TurnState.RUNNING)),
                                by(Source.SCREEN, 21.1, turn(TurnState.OVER)))
                        .at(21.5)
                        .says(Activity.IDLE, "turn-over", Confidence.MEDIUM),
                when("the face alone says that it works")
                        .facts(by(Source.TITLE, 10, turn(TurnState.RUNNING)))
                        .at(20)
                        .says(Activity.WORKING, "turn-running", Confidence.LOW),
                when("the face alone says that it rests")
                        .facts(
                                by(Source.TITLE, 10, turn(TurnState.PAUSED)),
                                by(Source.SCREEN, 10, turn(TurnState.OVER)),
                                by(Source.SCREEN, 10, waiting(WaitingFor.NOTHING)))
                        .at(20)
                        .says(Activity.IDLE, "turn-over", Confidence.LOW),
                when("a title at rest alone tells nothing: it looks the same in a dialog")
                        .facts(by(Source.TITLE, 10, turn(TurnState.PAUSED)))
                        .at(20)
                        .says(Activity.UNKNOWN, "no-source-answers", Confidence.NONE),
                when("a working agent that shows no sign of life stalls")
                        .facts(busy)
                        .at(10 + 301)
                        .says(Activity.WORKING, "turn-running", Confidence.HIGH, Attention.STALLED),
                when("a moving title is a sign of life")
                        .facts(
                                busy,
                                by(Source.TITLE, 11, turn(TurnState.RUNNING)),
                                by(Source.TITLE, 300, turn(TurnState.RUNNING)))
                        .at(10 + 301)
                        .says(Activity.WORKING, "turn-running", Confidence.HIGH),
                when("a draft at rest wants attention")
                        .facts(idle, by(Source.SCREEN, 11, composer(ComposerState.DRAFT)))
                        .at(20)
                        .says(Activity.IDLE, "turn-over", Confidence.HIGH, Attention.HELD_DRAFT),
                when("a draft while it works wants none")
                        .facts(busy, by(Source.SCREEN, 11, composer(ComposerState.DRAFT)))
                        .at(20)
                        .says(Activity.WORKING, "turn-running", Confidence.HIGH));
    }

    private static List<Row> waits() {
        Fact busy = by(Source.AGENT_STATE, 10, turn(TurnState.RUNNING));
        Fact prompts = by(Source.AGENT_STATE, 10, waiting(WaitingFor.PERMISSION));
        return List.of(
                when("the state file says what it waits for")
                        .facts(busy, by(Source.AGENT_STATE, 10, waiting(WaitingFor.QUESTION)))
                        .at(20)
                        .says(Activity.WAITING_QUESTION, "waiting", Confidence.HIGH),
                when("it waits for something")
                        .facts(busy, by(Source.AGENT_STATE, 10, waiting(WaitingFor.SOMETHING)))
                        .at(20)
                        .says(Activity.WAITING_PERMISSION, "waiting", Confidence.HIGH),
                when("the hook knows that the permission prompt is a plan")
                        .facts(busy, prompts, by(Source.HOOK, 9.9, waiting(WaitingFor.PLAN)))
                        .at(20)
                        .says(Activity.WAITING_PLAN, "waiting", Confidence.HIGH),
                when("an older hook tells nothing of this prompt")
                        .facts(busy, prompts, by(Source.HOOK, 2, waiting(WaitingFor.PLAN)))
                        .at(20)
                        .says(Activity.WAITING_PERMISSION, "waiting", Confidence.HIGH),
                when("the screen knows what the state file does not")
                        .facts(
                                busy,
                                by(Source.AGENT_STATE, 10, waiting(WaitingFor.SOMETHING)),
                                by(Source.SCREEN, 10.1, waiting(WaitingFor.QUESTION)))
                        .at(20)
                        .says(Activity.WAITING_QUESTION, "waiting", Confidence.HIGH),
                when("a dialog on the screen alone")
                        .facts(
                                by(Source.SCREEN, 10, turn(TurnState.RUNNING)),
                                by(Source.SCREEN, 10, waiting(WaitingFor.PERMISSION)))
                        .at(20)
                        .says(Activity.WAITING_PERMISSION, "waiting", Confidence.LOW),
                when("a dialog that a hook told of is gone with its turn, as the screen shows")
                        .facts(
                                by(Source.HOOK, 10, waiting(WaitingFor.PERMISSION)),
                                by(Source.TRANSCRIPT, 12, turn(TurnState.OVER)),
                                by(Source.SCREEN, 12.5, waiting(WaitingFor.NOTHING)),
                                by(Source.SCREEN, 12.5, turn(TurnState.OVER)))
                        .at(20)
                        .says(Activity.IDLE, "turn-over", Confidence.MEDIUM),
                when("a dialog of a subagent outlives the turn, as the screen shows")
                        .facts(
                                by(Source.HOOK, 10, waiting(WaitingFor.PERMISSION)),
                                by(Source.TRANSCRIPT, 12, turn(TurnState.OVER)),
                                by(Source.SCREEN, 12.5, waiting(WaitingFor.PERMISSION)),
                                by(Source.SCREEN, 12.5, turn(TurnState.RUNNING)))
                        .at(20)
                        .says(Activity.WAITING_PERMISSION, "waiting", Confidence.MEDIUM),
                when("a dialog that a hook told of may be gone with its turn, and nobody sees it")
                        .facts(
                                by(Source.HOOK, 10, waiting(WaitingFor.PERMISSION)),
                                by(Source.TRANSCRIPT, 12, turn(TurnState.OVER)))
                        .at(20)
                        .says(Activity.UNKNOWN, "sources-disagree", Confidence.NONE),
                when("a request by hook is believed before the state file follows")
                        .facts(
                                busy,
                                by(Source.AGENT_STATE, 10, waiting(WaitingFor.NOTHING)),
                                by(Source.HOOK, 20, waiting(WaitingFor.PERMISSION)))
                        .at(20.5)
                        .says(Activity.WAITING_PERMISSION, "waiting", Confidence.MEDIUM));
    }

    private static List<Row> conditions() {
        Fact busy = by(Source.AGENT_STATE, 10, turn(TurnState.RUNNING));
        Fact idle = by(Source.AGENT_STATE, 10, turn(TurnState.OVER));
        return List.of(
                when("busy and PreCompact is compacting")
                        .facts(busy, by(Source.HOOK, 11, condition(ConditionKind.COMPACTING)))
                        .at(20)
                        .says(Activity.COMPACTING, "compacting", Confidence.HIGH),
                when("compacting is over when the turn is")
                        .facts(idle, by(Source.HOOK, 9, condition(ConditionKind.COMPACTING)))
                        .at(20)
                        .says(Activity.IDLE, "turn-over", Confidence.HIGH),
                when("only the screen sees retries")
                        .facts(busy, by(Source.SCREEN, 11, condition(ConditionKind.RETRYING)))
                        .at(20)
                        .says(Activity.RETRYING, "retrying", Confidence.LOW),
                when("the limit is used up until a time")
                        .facts(idle, by(Source.TRANSCRIPT, 10, limitedUntil(500)))
                        .at(20)
                        .says(Activity.USAGE_LIMITED, "usage-limited", Confidence.HIGH),
                when("the time has come")
                        .facts(idle, by(Source.TRANSCRIPT, 10, limitedUntil(500)))
                        .at(500)
                        .says(Activity.IDLE, "turn-over", Confidence.HIGH),
                when("a turn waits until the limit is over")
                        .facts(
                                by(Source.PROTOCOL, 10, turn(TurnState.RUNNING)),
                                by(Source.PROTOCOL, 10, limitedUntil(500)))
                        .at(20)
                        .says(Activity.USAGE_LIMITED, "usage-limited", Confidence.HIGH),
                when("the turn that waited goes on")
                        .facts(
                                by(Source.PROTOCOL, 10, turn(TurnState.RUNNING)),
                                by(Source.PROTOCOL, 10, limitedUntil(100)))
                        .at(100)
                        .says(Activity.WORKING, "turn-running", Confidence.MEDIUM),
                when("a turn that began after the limit was told runs")
                        .facts(
                                by(Source.PROTOCOL, 15, turn(TurnState.RUNNING)),
                                by(Source.PROTOCOL, 10, limitedUntil(500)))
                        .at(20)
                        .says(Activity.WORKING, "turn-running", Confidence.MEDIUM),
                when("the turn failed")
                        .facts(idle, by(Source.HOOK, 10, condition(ConditionKind.ERROR)))
                        .at(20)
                        .says(Activity.ERROR, "turn-failed", Confidence.HIGH),
                when("the turn failed because the agent is not logged in any more")
                        .facts(idle, by(Source.TRANSCRIPT, 10, condition(ConditionKind.LOGGED_OUT)))
                        .at(20)
                        .says(Activity.WAITING_TRUST_OR_LOGIN, "logged-out", Confidence.HIGH),
                when("a turn runs after all, whatever the last one failed of")
                        .facts(busy, by(Source.TRANSCRIPT, 9, condition(ConditionKind.LOGGED_OUT)))
                        .at(20)
                        .says(Activity.WORKING, "turn-running", Confidence.HIGH),
                when("an error is forgotten with the next prompt")
                        .facts(
                                idle,
                                by(Source.HOOK, 10, condition(ConditionKind.ERROR)),
                                by(Source.TRANSCRIPT, 12, condition(ConditionKind.NONE)))
                        .at(20)
                        .says(Activity.IDLE, "turn-over", Confidence.HIGH),
                when("subagents run on")
                        .facts(idle, by(Source.AGENT_STATE, 10, background(2)))
                        .at(20)
                        .says(Activity.BACKGROUND_WORK, "background-work", Confidence.HIGH));
    }

    private static List<Row> doubts() {
        Fact idle = by(Source.AGENT_STATE, 10, turn(TurnState.OVER));
        Fact busy = by(Source.AGENT_STATE, 10, turn(TurnState.RUNNING));
        return List.of(
                when("the state file and a hook disagree for good")
                        .facts(idle, by(Source.HOOK, 20, turn(TurnState.RUNNING)))
                        .at(21)
                        .says(Activity.UNKNOWN, "sources-disagree", Confidence.NONE),
                when("title and screen disagree and nobody else says anything")
                        .facts(
                                by(Source.TITLE, 10, turn(TurnState.RUNNING)),
                                by(Source.SCREEN, 10, turn(TurnState.OVER)))
                        .at(20)
                        .says(Activity.UNKNOWN, "sources-disagree", Confidence.NONE),
                when("whether it waits is in dispute")
                        .facts(
                                busy,
                                by(Source.AGENT_STATE, 10, waiting(WaitingFor.NOTHING)),
                                by(Source.HOOK, 20, waiting(WaitingFor.PERMISSION)))
                        .at(21)
                        .says(Activity.UNKNOWN, "sources-disagree", Confidence.NONE),
                when("the face works while the state file says idle")
                        .facts(
                                idle,
                                by(Source.TITLE, 20, turn(TurnState.RUNNING)),
                                by(Source.SCREEN, 20, turn(TurnState.RUNNING)))
                        .at(21.5)
                        .says(Activity.UNKNOWN, "face-contradicts", Confidence.NONE),
                when("a dialog on the screen while the state file says idle and the title rests")
                        .facts(
                                idle,
                                by(Source.AGENT_STATE, 10, waiting(WaitingFor.NOTHING)),
                                by(Source.TITLE, 10, turn(TurnState.PAUSED)),
                                by(Source.SCREEN, 20, waiting(WaitingFor.PERMISSION)))
                        .at(21.5)
                        .says(Activity.UNKNOWN, "face-contradicts", Confidence.NONE),
                when("a title at rest while the screen has not followed the state file yet")
                        .facts(
                                idle,
                                by(Source.TITLE, 10, turn(TurnState.PAUSED)),
                                by(Source.SCREEN, 20, turn(TurnState.RUNNING)))
                        .at(25)
                        .says(Activity.IDLE, "turn-over", Confidence.HIGH),
                when("the face rests while the state file says busy")
                        .facts(
                                busy,
                                by(Source.TITLE, 20, turn(TurnState.PAUSED)),
                                by(Source.SCREEN, 20, turn(TurnState.OVER)))
                        .at(21.5)
                        .says(Activity.UNKNOWN, "face-contradicts", Confidence.NONE),
                when("a state file that is gone says nothing")
                        .facts(idle)
                        .broken(Source.AGENT_STATE)
                        .at(20)
                        .says(Activity.UNKNOWN, "no-source-answers", Confidence.NONE));
    }

    private static Situation when(String name) {
        return new Situation(name, Facts.none().ofProcess(Optional.of(Told.PROCESS)), Lifecycle.LIVE, false, 0);
    }

    /** A row in the making. */
    private record Situation(String name, Facts facts, Lifecycle lifecycle, boolean adopt, double now) {

        Situation facts(Fact... told) {
            Facts all = facts;
            for (Fact fact : told) {
                all = all.with(fact);
            }
            return new Situation(name, all, lifecycle, adopt, now);
        }

        Situation broken(Source source) {
            return new Situation(name, facts.with(source, new Carrier.Broken("gone")), lifecycle, adopt, now);
        }

        Situation lifecycle(Lifecycle is) {
            return new Situation(name, facts, is, adopt, now);
        }

        Situation adopted() {
            return new Situation(name, facts, lifecycle, true, now);
        }

        Situation at(double seconds) {
            return new Situation(name, facts, lifecycle, adopt, seconds);
        }

        Row says(@Nullable Activity activity, String rule, Confidence confidence, Attention... attention) {
            Circumstances circumstances =
                    new Circumstances(lifecycle, START, "for a reason", adopt, Circumstances.DEFAULT_STALL_LIMIT);
            return new Row(name, facts, circumstances, now, activity, rule, confidence, Set.of(attention));
        }
    }
}
