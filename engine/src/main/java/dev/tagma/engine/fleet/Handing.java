package dev.tagma.engine.fleet;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
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
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.deliver.Inbox;
import dev.tagma.engine.deliver.InboxLimit;
import dev.tagma.engine.supervise.ScriptSteps;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.store.Writes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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

    /** Among so many of its first events an heir has the one that tells of the handoff. */
    private static final int FIRST_EVENTS = 10;

    private final Services services;
    private final Roster roster;
    private final Heirs heirs;
    private final Policy policy;

    Handing(Services services, Roster roster, Heirs heirs, Policy policy) {
        this.services = services;
        this.roster = roster;
        this.heirs = heirs;
        this.policy = policy;
    }

    Handed handOff(Caller caller, SessionId id, Handoff wanted) {
        return known(caller, id, wanted).orElseGet(() -> handOver(caller, id, wanted));
    }

    private Handed handOver(Caller caller, SessionId id, Handoff wanted) {
        SessionActor actor = roster.find(caller.tenant(), id);
        caller.actingAs().ifPresent(own -> refuseOwnLine(caller.tenant(), own, id));
        actor.refuseHanded();
        actor.refuseLost();
        Roster.made(actor);
        Session heir = heirs.draft(caller, actor.session(), wanted);
        requireInstalled(heir.launch().agent());
        requireFree(heir);
        int room = Takeover.room(wanted.prompt(), policy.messageBytes());
        return Failures.guarded(() -> actor.life()
                .exclusively(() -> known(caller, id, wanted).orElseGet(() -> {
                    requireRest(actor, wanted);
                    return actor.life().afterSettledEnd(() -> record(caller, actor, heir, wanted, room));
                })));
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
            throw new Problem(ProblemCode.CONFLICT, taken(heir));
        }
    }

    private static String taken(Session heir) {
        return "Handle '" + heir.handle() + "' is taken; choose another one";
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
        EventData.SessionHanded handed = store(caller, actor, heir, takeover);
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

    private EventData.SessionHanded store(Caller caller, SessionActor actor, Session heir, Takeover takeover) {
        Inbox to = new Inbox(services.store(), services.clock(), heir.tenant(), heir.id());
        try {
            return actor.handTo(heir, writes -> store(writes, caller, actor, heir, to, takeover));
        } catch (Writes.HandleTaken taken) {
            throw new Problem(ProblemCode.CONFLICT, taken(heir), taken);
        } catch (Writes.KeyTaken taken) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Key '" + heir.key().orElse("") + "' was used for another session meanwhile; use a new key",
                    taken);
        }
    }

    private EventData.SessionHanded store(
            Writes writes, Caller caller, SessionActor actor, Session heir, Inbox to, Takeover takeover) {
        Inbox from = actor.inbox();
        SessionId former = actor.session().id();
        writes.put(heir);
        append(writes, heir, heir.id(), created(heir));
        // Right behind its creation: whoever asks again finds it there.
        EventData.SessionHanded handed =
                new EventData.SessionHanded(former, heir.id(), takeover.carried(from.unbegun(writes)), takeover.lost());
        append(writes, heir, heir.id(), handed);
        append(writes, heir, former, handed);
        takeover.message()
                .ifPresent(text -> to.accept(
                        writes,
                        new MessageId(services.ids().next()),
                        caller.name(),
                        new NewMessage(Optional.empty(), text, DeliveryMode.QUEUE, Optional.empty()),
                        InboxLimit.NONE));
        from.handOver(writes, to, () -> new MessageId(services.ids().next()), "the session was handed over");
        return handed;
    }

    private static EventData created(Session heir) {
        return new EventData.SessionCreated(
                heir.handle(), heir.title(), heir.group(), heir.launch().agent().value());
    }

    private static void append(Writes writes, Session heir, SessionId session, EventData data) {
        writes.append(heir.tenant(), Optional.of(session), heir.createdAt(), data);
    }

    /** The handoff that was made under the key before. */
    private Optional<Handed> known(Caller caller, SessionId id, Handoff wanted) {
        return wanted.key()
                .flatMap(key -> services.store().read(reads -> reads.sessionByKey(caller.tenant(), key)))
                .map(heir -> told(id, heir));
    }

    /** What was handed over, as it was recorded; of a record that is not kept any more, who has the work. */
    private Handed told(SessionId id, Session heir) {
        if (heir.heritage().handedFrom().filter(id::equals).isEmpty()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Key '" + heir.key().orElse("") + "' was used for session " + heir.handle()
                            + ", which did not take over from this one; use a new key");
        }
        Optional<EventData.SessionHanded> handed =
                services
                        .store()
                        .read(reads -> reads.events(heir.tenant(), Optional.of(heir.id()), 0, FIRST_EVENTS))
                        .stream()
                        .map(Event::data)
                        .filter(EventData.SessionHanded.class::isInstance)
                        .map(EventData.SessionHanded.class::cast)
                        .filter(one -> one.to().equals(heir.id()))
                        .findFirst();
        return new Handed(
                roster.lookBack(heir.tenant(), id),
                roster.view(roster.actor(heir)),
                handed.map(EventData.SessionHanded::carried).orElseGet(List::of),
                handed.map(EventData.SessionHanded::lost).orElseGet(List::of));
    }
}
