package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.util.List;
import java.util.Optional;

/** A session's workspace and its turns. */
final class Working {

    private final Services services;
    private final Roster roster;

    Working(Services services, Roster roster) {
        this.services = services;
        this.roster = roster;
    }

    WorkspaceStatus workspace(TenantId tenant, SessionId id) {
        Workspace workspace = Roster.made(roster.find(tenant, id));
        return Failures.guarded(() -> services.workspaces().status(workspace));
    }

    String diff(TenantId tenant, SessionId id, Optional<Integer> turn) {
        SessionActor actor = roster.find(tenant, id);
        Workspace workspace = Roster.made(actor);
        Optional<Turn> found = turn.map(number -> turn(actor, number));
        return Failures.guarded(() -> services.workspaces()
                .diff(workspace, found.map(one -> tree(one, one.treeBefore())), found.flatMap(Turn::treeAfter)));
    }

    List<Turn> turns(TenantId tenant, SessionId id, int afterNumber, int limit) {
        roster.find(tenant, id);
        return services.store().read(reads -> reads.turns(tenant, id, afterNumber, limit));
    }

    Workspaces.Restored rewind(Caller caller, SessionId id, int number) {
        SessionActor actor = roster.find(caller.tenant(), id);
        actor.refuseHanded();
        Workspace workspace = Roster.made(actor);
        TreeId tree = tree(turn(actor, number), turn(actor, number).treeBefore());
        if (actor.turnOpen()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle() + " is working; interrupt it before you rewind its files");
        }
        return Failures.guarded(() -> actor.life().exclusively(() -> {
            actor.refuseHanded();
            actor.refuseRemoved();
            Workspaces.Restored restored = services.workspaces().rewind(id, workspace, tree);
            restored.savedFirst().ifPresent(rescue -> RemovalSteps.recordRescue(services, actor.session(), rescue));
            return restored;
        }));
    }

    private Turn turn(SessionActor actor, int number) {
        Session session = actor.session();
        return services.store()
                .read(reads -> reads.turn(session.tenant(), session.id(), number))
                .orElseThrow(() -> new Problem(
                        ProblemCode.NOT_FOUND,
                        "Session " + session.handle() + " has no turn " + number + "; " + lastOf(session)));
    }

    private String lastOf(Session session) {
        return services.store()
                .read(reads -> reads.lastTurn(session.tenant(), session.id()))
                .map(last -> "its last is " + last.number())
                .orElse("it has had none");
    }

    private static TreeId tree(Turn turn, Optional<TreeId> tree) {
        return tree.orElseThrow(() -> new Problem(
                ProblemCode.CONFLICT,
                "Turn " + turn.number() + " has no snapshot of its files (no repository, or it could not be saved)"));
    }
}
