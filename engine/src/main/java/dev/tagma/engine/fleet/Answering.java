package dev.tagma.engine.fleet;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import java.util.List;
import java.util.Optional;

/** Requests and their answers. */
final class Answering {

    private static final int MOST_CANDIDATES = 10;

    private final Services services;
    private final Roster roster;

    Answering(Services services, Roster roster) {
        this.services = services;
        this.roster = roster;
    }

    List<Request> openRequests(TenantId tenant, Optional<SessionId> session) {
        return services.store().read(reads -> reads.openRequests(tenant, session));
    }

    List<Request> requestsBeginning(TenantId tenant, String beginning) {
        return services.store().read(reads -> reads.requestsBeginning(tenant, beginning, MOST_CANDIDATES));
    }

    Request request(TenantId tenant, RequestId id) {
        return services.store()
                .read(reads -> reads.request(tenant, id))
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no request " + id));
    }

    Request answer(Caller caller, RequestId id, Answer answer) {
        Request request = request(caller.tenant(), id);
        SessionActor actor = roster.find(caller.tenant(), request.session());
        caller.actingAs().ifPresent(own -> refuseOwnLine(caller.tenant(), own, request));
        return Failures.guarded(() -> actor.answer(id, answer, caller.name()));
    }

    /** A session may not answer its own requests nor those of the sessions it descends from, whoever has their work now. */
    private void refuseOwnLine(TenantId tenant, SessionId own, Request request) {
        if (services.store().read(reads -> Lineage.of(reads, tenant, own)).contains(request.session())) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "A session may not answer its own requests or those of the sessions it descends from; a person must");
        }
    }
}
