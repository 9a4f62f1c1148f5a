package dev.tagma.server.route;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.turn.Turn;
import dev.tagma.engine.Fleet;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.mapping.SessionMapping;
import dev.tagma.server.mapping.TurnMapping;
import dev.tagma.server.mapping.WorkMapping;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.WorkOperations;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.rescue.ReclaimJson;
import dev.tagma.wire.rescue.ReclaimedJson;
import dev.tagma.wire.rescue.RescueDetailJson;
import dev.tagma.wire.rescue.RescueListJson;
import dev.tagma.wire.rescue.RestoreJson;
import dev.tagma.wire.transcript.LastMessagesJson;
import dev.tagma.wire.transcript.PaneJson;
import dev.tagma.wire.turn.DiffJson;
import dev.tagma.wire.turn.RewindJson;
import dev.tagma.wire.turn.TurnListJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work: what was said, what is on the screen, what changed, what was saved. */
final class WorkRoutes {

    /** So many rescues are told to whoever names one that is not there. */
    private static final int NAMED = 8;

    private final Fleet fleet;

    WorkRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    Map<Operation, Handler> handlers() {
        return Map.ofEntries(
                Map.entry(WorkOperations.TRANSCRIPT, this::transcript),
                Map.entry(
                        WorkOperations.LAST_MESSAGE,
                        call -> new Outcome.Value(new LastMessagesJson(
                                fleet.lastMessages(call.tenant(), session(call), number(call, "n"))))),
                Map.entry(
                        WorkOperations.PANE,
                        call -> new Outcome.Value(new PaneJson(fleet.capture(
                                call.tenant(), session(call), number(call, "lines"), call.flag("ansi"))))),
                Map.entry(
                        WorkOperations.SCREEN,
                        call -> new Outcome.Value(WorkMapping.screen(fleet.screen(call.tenant(), session(call))))),
                Map.entry(
                        WorkOperations.WORKSPACE,
                        call -> new Outcome.Value(
                                SessionMapping.workspaceStatus(fleet.workspace(call.tenant(), session(call))))),
                Map.entry(
                        WorkOperations.DISK_USE,
                        call -> new Outcome.Value(WorkMapping.diskUse(fleet.diskUse(call.tenant(), session(call))))),
                Map.entry(WorkOperations.RECLAIM, this::reclaim),
                Map.entry(WorkOperations.DIFF, this::diff),
                Map.entry(WorkOperations.TURNS, this::turns),
                Map.entry(WorkOperations.REWIND, this::rewind),
                Map.entry(
                        WorkOperations.RESCUES,
                        call -> new Outcome.Value(new RescueListJson(fleet.rescues(call.tenant()).stream()
                                .map(WorkMapping::rescue)
                                .toList()))),
                Map.entry(WorkOperations.RESCUE, this::rescue),
                Map.entry(WorkOperations.RESTORE, this::restore));
    }

    private Outcome transcript(Call call) {
        return new Outcome.Value(WorkMapping.transcript(fleet.transcript(
                call.tenant(),
                session(call),
                new TranscriptQuery(
                        call.maybeText("after"),
                        call.maybeText("before"),
                        number(call, "limit"),
                        call.maybeText("role")))));
    }

    private Outcome diff(Call call) {
        Optional<Integer> turn = call.maybeWhole("turn").map(Math::toIntExact);
        return new Outcome.Value(new DiffJson(turn, fleet.diff(call.tenant(), session(call), turn)));
    }

    private Outcome turns(Call call) {
        int limit = number(call, "limit");
        // One more than is wanted tells whether there are more.
        List<Turn> found = fleet.turns(call.tenant(), session(call), number(call, "after"), limit + 1);
        return new Outcome.Value(new TurnListJson(
                found.stream().limit(limit).map(TurnMapping::turn).toList(), found.size() > limit));
    }

    private Outcome reclaim(Call call) {
        ReclaimJson wanted = call.body(ReclaimJson.class);
        return new Outcome.Value(new ReclaimedJson(fleet
                .reclaim(
                        call.caller(),
                        new Fleet.Reclaim(
                                wanted.apply().orElse(false), wanted.ignored().orElse(false)))
                .stream()
                .map(WorkMapping::tree)
                .toList()));
    }

    private Outcome rewind(Call call) {
        int turn = call.body(RewindJson.class).turn();
        if (turn < 1) {
            throw new Refusal(ErrorCode.INVALID, "Field 'turn' is " + turn + "; turns count from 1");
        }
        return new Outcome.Value(WorkMapping.restored(fleet.rewind(call.caller(), session(call), turn)));
    }

    private Outcome rescue(Call call) {
        Rescue rescue = named(call);
        return new Outcome.Value(
                new RescueDetailJson(WorkMapping.rescue(rescue), fleet.rescueManifest(call.tenant(), rescue.id())));
    }

    private Outcome restore(Call call) {
        RestoreJson wanted = call.body(RestoreJson.class);
        Rescue rescue = named(call);
        return new Outcome.Value(WorkMapping.restored(
                fleet.restore(call.caller(), rescue.id(), Wishes.directory("into", wanted.into()))));
    }

    private Rescue named(Call call) {
        String name = call.text("rescue");
        List<Rescue> rescues = fleet.rescues(call.tenant());
        return rescues.stream()
                .filter(rescue -> rescue.id().equals(name))
                .findFirst()
                .orElseGet(() -> beginning(rescues, name));
    }

    private static Rescue beginning(List<Rescue> rescues, String name) {
        List<Rescue> fitting =
                rescues.stream().filter(rescue -> rescue.id().startsWith(name)).toList();
        if (fitting.isEmpty()) {
            throw missing(rescues, name);
        }
        if (fitting.size() > 1) {
            List<String> candidates = fitting.stream().map(Rescue::id).toList();
            throw new Refusal(
                    ErrorCode.AMBIGUOUS,
                    "More than one rescue begins with " + Quoted.of(name) + ": " + String.join(", ", candidates),
                    candidates);
        }
        return fitting.getFirst();
    }

    private static Refusal missing(List<Rescue> rescues, String name) {
        List<String> newest = rescues.stream().limit(NAMED).map(Rescue::id).toList();
        String there = newest.isEmpty() ? "there are none" : "the newest are " + String.join(", ", newest);
        return new Refusal(ErrorCode.NOT_FOUND, "There is no rescue " + Quoted.of(name) + "; " + there, newest);
    }

    private SessionId session(Call call) {
        return fleet.resolve(call.tenant(), call.text("id"));
    }

    private static int number(Call call, String name) {
        return Math.toIntExact(call.whole(name));
    }
}
