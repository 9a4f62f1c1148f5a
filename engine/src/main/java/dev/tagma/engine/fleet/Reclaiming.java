package dev.tagma.engine.fleet;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Reclaim;
import dev.tagma.engine.Fleet.Tree;
import dev.tagma.engine.Problem;
import dev.tagma.engine.supervise.ScriptSteps;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.util.List;
import java.util.Optional;

/**
 * Takes away workspaces that nobody needs: those of sessions that do not run, in which nothing is that is not elsewhere.
 * Whatever is not surely so stays, and why is told. The sessions stay, and may be started again: then their workspaces are
 * made anew.
 */
final class Reclaiming {

    private final Services services;
    private final Roster roster;
    private final DiskMeter meter;
    private final Tenancy tenancy;

    Reclaiming(Services services, Roster roster, DiskMeter meter) {
        this.services = services;
        this.roster = roster;
        this.meter = meter;
        this.tenancy = new Tenancy(roster);
    }

    List<Tree> reclaim(Caller caller, Reclaim wanted) {
        return roster.of(caller.tenant()).stream()
                .filter(actor -> {
                    Workspace workspace = actor.session().workspace();
                    return workspace.owned() && !workspace.path().isEmpty();
                })
                .flatMap(actor -> tree(caller, actor, wanted).stream())
                .toList();
    }

    /** None where the directory is gone already. */
    private Optional<Tree> tree(Caller caller, SessionActor actor, Reclaim wanted) {
        Session session = actor.session();
        try {
            if (!Failures.guarded(() -> services.workspaces().status(session.workspace()))
                    .exists()) {
                return Optional.empty();
            }
            if (caller.actingAs().filter(session.id()::equals).isPresent()) {
                return Optional.of(stays(session, "it is the session that asks"));
            }
            Permit permit = new Permit(false, wanted.ignored());
            // Whoever does not rest may be busy for long; it is asked again where nothing can happen meanwhile.
            Optional<String> reason = Failures.guarded(() -> reason(actor, permit));
            if (reason.isPresent() || !wanted.apply()) {
                return Optional.of(new Tree(session, meter.of(session), reason, Optional.empty()));
            }
            return Optional.of(Failures.guarded(() -> actor.life().exclusively(() -> take(actor, permit))));
        } catch (Problem unsure) {
            return Optional.of(stays(session, String.valueOf(unsure.getMessage())));
        }
    }

    private Tree stays(Session session, String reason) {
        return new Tree(session, meter.of(session), Optional.of(reason), Optional.empty());
    }

    /** Why the workspace has to stay; none where nothing would be lost. */
    private Optional<String> reason(SessionActor actor, Permit permit) {
        Session session = actor.session();
        if (session.removed().isPresent() || !session.workspace().owned()) {
            return Optional.of("it is not the session's any more");
        }
        if (session.lifecycle() != Lifecycle.STOPPED && session.lifecycle() != Lifecycle.FAILED) {
            return Optional.of("the session is " + Words.of(session.lifecycle()) + ": stop it first");
        }
        Optional<String> working = tenancy.inUse(actor);
        if (working.isPresent()) {
            return working;
        }
        WorkspaceStatus status = services.workspaces().status(session.workspace());
        if (!status.dirty().isEmpty()) {
            int more = status.dirty().size() - 1;
            return Optional.of(
                    "not committed: " + status.dirty().getFirst() + (more > 0 ? " and " + more + " more" : ""));
        }
        if (status.operation().isPresent()) {
            return Optional.of("a " + status.operation().get() + " is in progress");
        }
        int unmerged = services.workspaces().unmerged(session.workspace());
        if (unmerged > 0) {
            return Optional.of(
                    (unmerged == 1 ? "1 commit is" : unmerged + " commits are") + " neither merged nor on a remote");
        }
        services.workspaces().requireRemovable(session.workspace(), permit);
        return Optional.empty();
    }

    private Tree take(SessionActor actor, Permit permit) {
        Session session = actor.session();
        Optional<String> reason = reason(actor, permit).or(() -> tearDown(session));
        if (reason.isPresent()) {
            return stays(session, reason.get());
        }
        Optional<DiskUse> size = meter.of(session);
        services.checkpoint().reached("reclaim.before");
        Rescue rescue = services.workspaces().remove(session.id(), session.workspace(), permit);
        services.checkpoint().reached("reclaim.after");
        RemovalSteps.recordRescue(services, session, rescue);
        meter.forget(session.id());
        return new Tree(session, size, Optional.empty(), Optional.of(rescue));
    }

    /** Everything is saved before the project's script is let at it, and once more when it is removed. */
    private Optional<String> tearDown(Session session) {
        if (!new ScriptSteps(services).tearsDown(session)) {
            return Optional.empty();
        }
        Rescue before = services.workspaces().rescue(session.id(), session.workspace(), "before its tear-down");
        RemovalSteps.recordRescue(services, session, before);
        return new ScriptSteps(services).tearDown(session);
    }
}
