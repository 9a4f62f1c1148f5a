package dev.tagma.engine.fleet;

import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;

/** Which conversation a new session may go on with: one that is there, and that no other session holds. */
final class ResumeRule {

    private final Roster roster;

    ResumeRule(Roster roster) {
        this.roster = roster;
    }

    void check(Caller caller, AgentAdapter adapter, Session.Launch launch, AgentSessionId conversation) {
        if (caller.actingAs().isPresent()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "A session may not go on with a conversation that Tagma did not start; a person may");
        }
        roster.of(caller.tenant()).stream()
                .map(SessionActor::session)
                .filter(session ->
                        session.agentSessionId().filter(conversation::equals).isPresent())
                .findFirst()
                .ifPresent(holder -> {
                    throw new Problem(
                            ProblemCode.CONFLICT,
                            "Conversation " + conversation + " is session " + holder.handle()
                                    + "'s; 'tagma resume " + holder.handle() + "' goes on with it, 'tagma fork "
                                    + holder.handle() + "' with a copy");
                });
        adapter.conversations(launch.environment()).ifPresent(store -> {
            if (store.kept().stream().noneMatch(kept -> kept.id().equals(conversation))) {
                throw new Problem(
                        ProblemCode.INVALID,
                        "Agent '" + launch.agent() + "' keeps no conversation " + conversation
                                + "; 'tagma search' finds those that are kept");
            }
        });
    }
}
