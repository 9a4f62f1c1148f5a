package dev.tagma.engine.fleet;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.Session;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Removal;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.ScriptSteps;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Removes a session: refuses before anything happens when work would be lost that was not allowed to be, then ends the
 * agent, saves the workspace, removes it, and forgets the session. Every step can be repeated.
 */
final class RemovalSteps {

    private final Services services;
    private final SessionActor actor;
    private final Caller caller;
    private final Tenancy tenancy;

    RemovalSteps(Services services, SessionActor actor, Caller caller, Tenancy tenancy) {
        this.services = services;
        this.actor = actor;
        this.caller = caller;
        this.tenancy = tenancy;
    }

    /** What there is to remove: whether the directory is there, and whether it goes too. */
    private record Found(Workspace workspace, boolean there, boolean removes) {}

    private Found found(boolean keepWorkspace) {
        Workspace workspace = actor.session().workspace();
        boolean made = !workspace.path().isEmpty();
        return new Found(
                workspace,
                made && Files.isDirectory(Path.of(workspace.path())),
                made && workspace.owned() && !keepWorkspace);
    }

    Removal remove(Workspaces.Permit permit, boolean keepWorkspace, Runnable forget) {
        Found looked = found(keepWorkspace);
        refuse(looked, permit);
        Removal removal = actor.life().afterEnd(() -> {
            actor.refuseRemoved();
            Found now = found(keepWorkspace);
            if (!now.workspace().equals(looked.workspace())) {
                refuseChanged(now, looked);
                refuse(now, permit);
            }
            return remove(now, permit);
        });
        forget.run();
        return removal;
    }

    /** Whoever asked meant a workspace that was the session's own. */
    private void refuseChanged(Found now, Found looked) {
        if (looked.workspace().owned() && !now.workspace().owned()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle()
                            + " was handed over meanwhile, with its workspace: say it again to remove the session"
                            + " alone");
        }
    }

    private Removal remove(Found found, Workspaces.Permit permit) {
        Workspace workspace = found.workspace();
        Optional<String> teardown = found.there() && found.removes() ? tearDown(workspace, permit) : Optional.empty();
        services.checkpoint().reached("remove.before");
        Optional<Rescue> rescue =
                found.there() || found.removes() ? save(workspace, permit, found.removes()) : Optional.empty();
        services.checkpoint().reached("remove.after");
        services.checkpoint().reached("discard.before");
        discardTerminal();
        services.checkpoint().reached("discard.after");
        Session gone = actor.leave(caller.name(), rescue.map(Rescue::id));
        return new Removal(gone, rescue, found.removes() && rescue.isPresent(), teardown);
    }

    /** Everything is saved before the project's script is let at it, and once more when it is removed. */
    private Optional<String> tearDown(Workspace workspace, Workspaces.Permit permit) {
        Session session = actor.session();
        if (!new ScriptSteps(services).tearsDown(session)) {
            return Optional.empty();
        }
        Rescue before = services.workspaces().rescue(session.id(), workspace, "before its tear-down");
        recordRescue(services, session, before);
        Optional<String> failure = new ScriptSteps(services).tearDown(session);
        if (failure.isPresent() && !permit.dirty()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    failure.get() + "\nSession " + session.handle()
                            + " and its workspace stay, all of it is saved in rescue " + before.id()
                            + ": mend that, or say --force dirty to remove it all the same");
        }
        return failure;
    }

    /** Whatever the workspace would refuse is asked before the agent is ended for nothing. */
    private void refuse(Found found, Workspaces.Permit permit) {
        if (!found.there() || !found.removes()) {
            return;
        }
        Workspace workspace = found.workspace();
        if (!permit.dirty()) {
            refuseGuest();
            refuseUnsaved(workspace);
        }
        try {
            services.workspaces().requireRemovable(workspace, permit);
        } catch (WorkspaceException refused) {
            if (refused.kind() != WorkspaceException.Kind.UNSAVED_WORK) {
                throw refused;
            }
            throw new Problem(
                    ProblemCode.UNSAVED_WORK,
                    refused.getMessage() + ". Say --force all to remove session "
                            + actor.session().handle() + " with what is not saved",
                    refused);
        }
    }

    private void refuseGuest() {
        tenancy.guest(actor.session()).ifPresent(guest -> {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + guest.handle() + " is " + Words.of(guest.lifecycle())
                            + " and works in the workspace of "
                            + actor.session().handle()
                            + ": stop it first, say --keep-workspace, or --force dirty to take it all the same");
        });
    }

    private void refuseUnsaved(Workspace workspace) {
        WorkspaceStatus status = services.workspaces().status(workspace);
        if (!status.clean()) {
            throw new Problem(
                    ProblemCode.UNSAVED_WORK,
                    "Session " + actor.session().handle() + " has work that is nowhere else: "
                            + UnsavedWork.text(status)
                            + ". It would be saved first; say --force dirty to remove it");
        }
    }

    /** A directory that is gone may have been removed by a daemon that died of it: then its rescue is still to be told. */
    private Optional<Rescue> save(Workspace workspace, Workspaces.Permit permit, boolean removes) {
        Session session = actor.session();
        try {
            Rescue rescue = removes
                    ? services.workspaces().remove(session.id(), workspace, permit)
                    : services.workspaces().rescue(session.id(), workspace, "session removed, workspace kept");
            recordRescue(services, session, rescue);
            return Optional.of(rescue);
        } catch (WorkspaceException failed) {
            if (!removes || failed.kind() == WorkspaceException.Kind.MISSING) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private void discardTerminal() {
        if (actor.session().handleOfProcess().isPresent()) {
            actor.driver().discard();
        }
    }

    static void recordRescue(Services services, Session session, Rescue rescue) {
        services.store()
                .write(writes -> writes.append(
                        session.tenant(),
                        Optional.of(session.id()),
                        rescue.at(),
                        new EventData.WorkspaceSaved(
                                rescue.id(), rescue.ref(), rescue.reason(), rescue.files(), rescue.bytes())));
    }
}
