package dev.tagma.engine.fleet;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Handed;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.ScriptSteps;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * Hands a session's work to a new session: another agent's, or the same one's with another model. The former agent is ended;
 * then, in one transaction, the workspace is the new session's and nobody else's, the messages that wait go over, and both
 * are linked. A daemon that dies before it leaves a session that is stopped and has all that is its own; one that dies after
 * it, a new session that is started by the next daemon.
 */
final class Handing {

    /** What is quiet enough to be handed over without a word more. */
    private static final Set<Activity> AT_REST = Set.of(Activity.IDLE, Activity.USAGE_LIMITED, Activity.ERROR);

    private final Services services;
    private final Roster roster;
    private final HandoffRecord handoffs;
    private final Heirs heirs;
    private final EnclosureRule enclosures;
    private final Policy policy;

    Handing(Services services, Roster roster, Heirs heirs, EnclosureRule enclosures, Policy policy) {
        this.services = services;
        this.roster = roster;
        this.handoffs = new HandoffRecord(services, roster);
        this.heirs = heirs;
        this.enclosures = enclosures;
        this.policy = policy;
    }

    Handed handOff(Caller caller, SessionId id, Handoff wanted) {
        return handoffs.known(caller, id, wanted).orElseGet(() -> handOver(caller, id, wanted));
    }

    private Handed handOver(Caller caller, SessionId id, Handoff wanted) {
        SessionActor actor = roster.find(caller.tenant(), id);
        caller.actingAs().ifPresent(own -> refuseOwnLine(caller.tenant(), own, id));
        actor.refuseHanded();
        actor.refuseLost();
        Roster.made(actor);
        refuseAdopted(actor.session());
        Session heir = heirs.draft(caller, actor.session(), wanted);
        requireInstalled(heir.launch().agent());
        requireFree(heir);
        enclosures.require(heir);
        int room = Takeover.room(wanted.prompt(), policy.messageBytes());
        return Failures.guarded(() -> actor.life()
                .exclusively(() -> handoffs.known(caller, id, wanted).orElseGet(() -> {
                    requireRest(actor, wanted);
                    return actor.life().afterSettledEnd(() -> record(caller, actor, heir, wanted, room));
                })));
    }

    /** Its agent is not Tagma's to end, and two cannot go on with one conversation. */
    private void refuseAdopted(Session session) {
        if (!services.terminals().make(session.launch())) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The agent of session " + session.handle()
                            + " was not started by Tagma, which does not end it; end it by hand, and create a session"
                            + " that resumes its conversation");
        }
    }

    /** Whoever hands over decides for that session, which one that descends from it may not. */
    private void refuseOwnLine(TenantId tenant, SessionId own, SessionId id) {
        if (services.store().read(reads -> Lineage.of(reads, tenant, own)).contains(id)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "A session may not hand over itself or those it descends from; a person must");
        }
    }

    /** Before an agent is ended for nothing; the store has the last word. */
    private void requireFree(Session heir) {
        if (roster.hasA(heir.tenant(), heir.handle())) {
            throw new Problem(ProblemCode.CONFLICT, HandoffRecord.taken(heir));
        }
    }

    private void requireInstalled(AgentId agent) {
        AgentAdapter adapter = services.adapters().get(agent);
        if (adapter == null) {
            throw new Problem(ProblemCode.INVALID, "Agent '" + agent + "' is not known here");
        }
        Probe probe = adapter.probe();
        if (!probe.installed()) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "Agent '" + agent + "' cannot be started here"
                            + (probe.problems().isEmpty() ? "" : ": " + String.join("; ", probe.problems())));
        }
    }

    private static void requireRest(SessionActor actor, Handoff wanted) {
        Status status = actor.status();
        boolean rests = !actor.session().lifecycle().running()
                || (status.activity().filter(AT_REST::contains).isPresent() && !actor.turnOpen());
        if (!rests && !wanted.interrupt()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle() + " does not rest: "
                            + status.activity().map(Words::of).orElse(Words.of(status.lifecycle()))
                            + "; wait for it, or say --interrupt to stop it where it is");
        }
    }

    private Handed record(Caller caller, SessionActor actor, Session drafted, Handoff wanted, int room) {
        actor.refuseRemoved();
        actor.refuseHanded();
        services.checkpoint().reached("handoff.before");
        Session former = actor.session();
        Optional<AgentSessionId> conversation = heirs.conversation(former, drafted);
        Session heir = drafted.heirOf(former, conversation, services.clock().instant());
        Takeover takeover = conversation.isPresent()
                ? Takeover.ofConversation(former, heir, wanted.prompt())
                : Takeover.ofBrief(former, heir, actor.driver()::transcript, wanted.prompt(), room, services);
        handOverSetUp(former, heir);
        EventData.SessionHanded handed = handoffs.store(caller, actor, heir, takeover);
        services.checkpoint().reached("handoff.after");
        SessionActor made = roster.actor(heir);
        made.open();
        made.life().resumeFromRecord();
        return new Handed(roster.view(actor), roster.view(made), handed.carried(), handed.lost());
    }

    private void handOverSetUp(Session former, Session heir) {
        try {
            new ScriptSteps(services).handOver(former, heir);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
