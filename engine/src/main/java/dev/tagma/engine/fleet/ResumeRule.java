package dev.tagma.engine.fleet;

import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Store;
import java.util.Optional;

/** Which conversation a new session may go on with: one that is there, and that no other session holds. */
final class ResumeRule {

    private final Store store;

    ResumeRule(Store store) {
        this.store = store;
    }

    void check(Caller caller, AgentAdapter adapter, Session.Launch launch, AgentSessionId conversation) {
        if (caller.actingAs().isPresent()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "A session may not go on with a conversation that Tagma did not start; a person may");
        }
        // Whatever the user's programs keep is this tenant's: no other one learns of it.
        if (!caller.tenant().equals(TenantId.DEFAULT)) {
            throw unknown(launch, conversation);
        }
        store.read(reads -> {
            refuseHeld(reads, caller.tenant(), launch, conversation, Optional.empty());
            return true;
        });
        adapter.conversations(launch.environment()).ifPresent(kept -> {
            if (kept.kept().conversations().stream().noneMatch(one -> one.id().equals(conversation))) {
                throw unknown(launch, conversation);
            }
        });
    }

    /** The same once more in the transaction that stores the session: another one may have been faster. */
    static void refuseHeld(Reads reads, Session stored) {
        stored.heritage()
                .resumes()
                .ifPresent(conversation ->
                        refuseHeld(reads, stored.tenant(), stored.launch(), conversation, Optional.of(stored)));
    }

    private static void refuseHeld(
            Reads reads,
            TenantId tenant,
            Session.Launch launch,
            AgentSessionId conversation,
            Optional<Session> wanting) {
        reads.allSessions().stream()
                .filter(one -> one.agentSessionId().filter(conversation::equals).isPresent())
                .filter(one -> wanting.map(Session::id).filter(one.id()::equals).isEmpty())
                // One that was handed over holds it no more; its heir does, where it goes on with it.
                .filter(one -> one.heritage().handedTo().isEmpty())
                .findFirst()
                .ifPresent(holder -> {
                    throw holder.tenant().equals(tenant) ? held(holder, conversation) : unknown(launch, conversation);
                });
    }

    private static Problem held(Session holder, AgentSessionId conversation) {
        return new Problem(
                ProblemCode.CONFLICT,
                "Conversation " + conversation + " is session " + holder.handle() + "'s; 'tagma resume "
                        + holder.handle() + "' goes on with it, 'tagma fork " + holder.handle() + "' with a copy");
    }

    private static Problem unknown(Session.Launch launch, AgentSessionId conversation) {
        return new Problem(
                ProblemCode.INVALID,
                "Agent '" + launch.agent() + "' keeps no conversation " + conversation
                        + "; 'tagma search' finds those that are kept");
    }
}
