package dev.tagma.engine.fleet;

import dev.tagma.core.session.Handle;
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
import java.util.Comparator;
import java.util.List;
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
        return there(tenant, id).orElseGet(() -> actor(stored(tenant, id)));
    }

    /** A session that may have been removed since, as it was last known. */
    SessionView lookBack(TenantId tenant, SessionId id) {
        SessionActor actor = there(tenant, id)
                .orElseGet(() -> services.store()
                        .read(reads -> reads.session(tenant, id))
                        .map(found -> new SessionActor(services, found))
                        .orElseThrow(() ->
                                new Problem(ProblemCode.NOT_FOUND, "Session " + id + " is not on record any more")));
        return view(actor);
    }

    private Optional<SessionActor> there(TenantId tenant, SessionId id) {
        return Optional.ofNullable(actors.get(id)).filter(actor -> isOf(tenant, actor.session()));
    }

    private static boolean isOf(TenantId tenant, Session session) {
        return session.tenant().equals(tenant) && session.removed().isEmpty();
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

    /** The actor of a session that was just read and that nobody else can have changed since. */
    SessionActor takeUp(Session session) {
        return actors.computeIfAbsent(session.id(), id -> new SessionActor(services, session));
    }

    /** The actor of a session that is not removed, also not while it is asked for. */
    SessionActor actor(Session session) {
        return actors.computeIfAbsent(session.id(), id -> new SessionActor(services, stored(session.tenant(), id)));
    }

    /**
     * The sessions of a tenant that are not removed, oldest first, without a look at the store: of one that is just being
     * created it may know first.
     */
    List<SessionActor> of(TenantId tenant) {
        return actors.values().stream()
                .filter(actor -> isOf(tenant, actor.session()))
                .sorted(Comparator.comparing(
                        SessionActor::session,
                        Comparator.comparing(Session::createdAt).thenComparing(Session::id)))
                .toList();
    }

    /** The session of exactly this id or handle, if it is known without a look at the store. */
    Optional<SessionId> named(TenantId tenant, String name) {
        return actors.values().stream()
                .map(SessionActor::session)
                .filter(session -> isOf(tenant, session) && Directory.isCalled(session, name))
                .map(Session::id)
                .findFirst();
    }

    /** Whether a session of that handle is known without a look at the store, which has the last word. */
    boolean hasA(TenantId tenant, Handle handle) {
        return named(tenant, handle.value()).isPresent();
    }

    Collection<SessionActor> actors() {
        return actors.values();
    }

    void forget(SessionActor actor) {
        actors.remove(actor.session().id());
        actor.close();
    }
}
