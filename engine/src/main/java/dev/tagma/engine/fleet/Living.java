package dev.tagma.engine.fleet;

import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Removal;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.workspace.Workspaces;

/** A session's life as callers steer it: interrupted, stopped, started, removed. */
final class Living {

    private final Services services;
    private final Roster roster;

    Living(Services services, Roster roster) {
        this.services = services;
        this.roster = roster;
    }

    SessionView interrupt(Caller caller, SessionId id) {
        SessionActor actor = roster.running(caller.tenant(), id);
        return Failures.guarded(() -> switch (actor.driver().interrupt()) {
            case PRESSED -> roster.view(actor);
            case NOTHING_RUNS ->
                throw new Problem(
                        ProblemCode.CONFLICT, "Session " + actor.session().handle() + " has no running turn to stop");
            case DIALOG_OPEN ->
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "Session " + actor.session().handle() + " shows a dialog; answer it or use escape");
        });
    }

    SessionView escape(Caller caller, SessionId id) {
        SessionActor actor = roster.running(caller.tenant(), id);
        return Failures.guarded(() -> {
            actor.driver().escape();
            return roster.view(actor);
        });
    }

    SessionView stop(Caller caller, SessionId id) {
        SessionActor actor = roster.find(caller.tenant(), id);
        Failures.guarded(() -> {
            actor.life().stop();
            return true;
        });
        return roster.view(actor);
    }

    SessionView start(Caller caller, SessionId id) {
        SessionActor actor = roster.find(caller.tenant(), id);
        actor.refuseLost();
        actor.refuseHanded();
        if (actor.session().lifecycle().running()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle() + " is "
                            + Words.of(actor.session().lifecycle()) + " already");
        }
        actor.life().start();
        return roster.view(actor);
    }

    SessionView restart(Caller caller, SessionId id) {
        SessionActor actor = roster.find(caller.tenant(), id);
        actor.refuseHanded();
        Failures.guarded(() -> {
            actor.life().restart();
            return true;
        });
        return roster.view(actor);
    }

    Removal remove(Caller caller, SessionId id, Workspaces.Permit permit, boolean keepWorkspace) {
        SessionActor actor = roster.find(caller.tenant(), id);
        caller.actingAs().filter(id::equals).ifPresent(own -> {
            throw new Problem(ProblemCode.FORBIDDEN, "A session may not remove itself");
        });
        return Failures.guarded(() -> new RemovalSteps(services, actor, caller, new Tenancy(roster))
                .remove(permit, keepWorkspace, () -> roster.forget(actor)));
    }
}
