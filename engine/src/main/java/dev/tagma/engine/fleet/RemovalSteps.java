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

    RemovalSteps(Services services, SessionActor actor, Caller caller) {
        this.services = services;
        this.actor = actor;
        this.caller = caller;
    }

    Removal remove(Workspaces.Permit permit, boolean keepWorkspace, Runnable forget) {
        Workspace workspace = actor.session().workspace();
        boolean there = !workspace.path().isEmpty() && Files.isDirectory(Path.of(workspace.path()));
        boolean removes = !workspace.path().isEmpty() && workspace.owned() && !keepWorkspace;
        if (there && removes) {
            refuse(workspace, permit);
        }
        Removal removal = actor.life().afterEnd(() -> {
            actor.refuseRemoved();
            return remove(workspace, there, removes, permit);
        });
        forget.run();
        return removal;
    }

    private Removal remove(Workspace workspace, boolean there, boolean removes, Workspaces.Permit permit) {
        Optional<String> teardown = there && removes ? tearDown(workspace, permit) : Optional.empty();
        services.checkpoint().reached("remove.before");
        Optional<Rescue> rescue = there || removes ? save(workspace, permit, removes) : Optional.empty();
        services.checkpoint().reached("remove.after");
        services.checkpoint().reached("discard.before");
        discardTerminal();
        services.checkpoint().reached("discard.after");
        Session gone = actor.leave(caller.name(), rescue.map(Rescue::id));
        return new Removal(gone, rescue, removes && rescue.isPresent(), teardown);
    }

    /** Everything is saved before the project's script is let at it, and once more when it is removed. */
    private Optional<String> tearDown(Workspace workspace, Workspaces.Permit permit) {
        Session session = actor.session();
        if (session.wanted().outfit().scripts().isEmpty()) {
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
    private void refuse(Workspace workspace, Workspaces.Permit permit) {
        if (!permit.dirty()) {
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

    private void refuseUnsaved(Workspace workspace) {
        WorkspaceStatus status = services.workspaces().status(workspace);
        if (!status.clean()) {
            throw new Problem(
                    ProblemCode.UNSAVED_WORK,
                    "Session " + actor.session().handle() + " has work that is nowhere else: "
                            + status.dirty().size()
                            + " changed or untracked path(s), " + status.unpushed() + " commit(s) on no other branch"
                            + status.operation()
                                    .map(operation -> ", a " + operation + " in progress")
                                    .orElse("")
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
