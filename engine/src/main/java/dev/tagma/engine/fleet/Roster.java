package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Status;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every session's actor, and what a session looks like to others. */
final class Roster {

    private final Services services;
    private final Map<SessionId, SessionActor> actors = new ConcurrentHashMap<>();

    Roster(Services services) {
        this.services = services;
    }

    SessionView view(SessionActor actor) {
        Session session = actor.session();
        Status status = actor.status();
        return services.store()
                .read(reads -> new SessionView(
                        session,
                        status,
                        reads.lastTurn(session.tenant(), session.id()),
                        reads.openRequests(session.tenant(), Optional.of(session.id())),
                        reads.inboxSize(session.tenant(), session.id()).accepted()));
    }

    SessionActor find(TenantId tenant, SessionId id) {
        return actor(stored(tenant, id));
    }

    private Session stored(TenantId tenant, SessionId id) {
        return services.store()
                .read(reads -> reads.session(tenant, id))
                .filter(found -> found.removed().isEmpty())
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no session " + id));
    }

    SessionActor running(TenantId tenant, SessionId id) {
        SessionActor actor = find(tenant, id);
        actor.refuseLost();
        if (!actor.session().lifecycle().running()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle() + " is "
                            + Words.of(actor.session().lifecycle()) + "; start it first");
        }
        return actor;
    }

    static Workspace made(SessionActor actor) {
        Workspace workspace = actor.session().workspace();
        if (workspace.path().isEmpty()) {
            throw new Problem(ProblemCode.CONFLICT, "Session " + actor.session().handle() + " has no workspace yet");
        }
        return workspace;
    }

    /** The actor of a session that is not removed, also not while it is asked for. */
    SessionActor actor(Session session) {
        return actors.computeIfAbsent(session.id(), id -> new SessionActor(services, stored(session.tenant(), id)));
    }

    /** The actor of a session that may have been removed since it was read. */
    Optional<SessionActor> there(SessionId id) {
        return Optional.ofNullable(actors.get(id));
    }

    Collection<SessionActor> actors() {
        return actors.values();
    }

    void forget(SessionActor actor) {
        actors.remove(actor.session().id());
        actor.close();
    }
}
