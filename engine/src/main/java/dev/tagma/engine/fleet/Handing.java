package dev.tagma.engine.fleet;

import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
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
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.store.Writes;
import java.time.Instant;
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
        Optional<Handed> known = wanted.key()
                .flatMap(key -> services.store().read(reads -> reads.sessionByKey(caller.tenant(), key)))
                .map(heir -> told(heir));
        if (known.isPresent()) {
            return known.get();
        }
        caller.actingAs().filter(id::equals).ifPresent(own -> {
            throw new Problem(ProblemCode.FORBIDDEN, "A session may not hand itself over");
        });
        SessionActor actor = roster.find(caller.tenant(), id);
        roster.refuseHanded(actor);
        actor.refuseLost();
        Roster.made(actor);
        Session heir = heirs.draft(caller, actor.session(), wanted);
        requireInstalled(heir.launch().agent());
        Session stored = Failures.guarded(() -> actor.life().exclusively(() -> {
            requireRest(actor, wanted);
            return actor.life().afterSettledEnd(() -> {
                actor.refuseRemoved();
                roster.refuseHanded(actor);
                services.checkpoint().reached("handoff.before");
                Session made = record(caller, actor, heir, wanted);
                services.checkpoint().reached("handoff.after");
                return made;
            });
        }));
        SessionActor made = roster.actor(stored);
        made.open();
        made.life().resumeFromRecord();
        return told(stored);
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

    private Session record(Caller caller, SessionActor actor, Session drafted, Handoff wanted) {
        Session former = actor.session();
        Optional<AgentSessionId> conversation = heirs.conversation(former, drafted);
        Session heir = drafted.heirOf(former, conversation);
        Takeover takeover = conversation.isPresent()
                ? Takeover.ofConversation(former, heir, wanted.prompt())
                : Takeover.ofBrief(
                        former, heir, actor.driver()::transcript, wanted.prompt(), policy.messageBytes(), services);
        Inbox from = actor.inbox();
        Inbox to = new Inbox(services.store(), services.clock(), heir.tenant(), heir.id());
        actor.handTo(heir, writes -> {
            Instant now = services.clock().instant();
            writes.put(heir);
            append(writes, heir, heir.createdAt(), created(heir));
            takeover.message()
                    .ifPresent(text -> to.accept(
                            writes,
                            new MessageId(services.ids().next()),
                            caller.name(),
                            new NewMessage(Optional.empty(), text, DeliveryMode.QUEUE, Optional.empty()),
                            InboxLimit.NONE));
            int moved = from.handOver(
                    writes, to, () -> new MessageId(services.ids().next()), "the session was handed over");
            EventData.SessionHanded handed =
                    new EventData.SessionHanded(former.id(), heir.id(), takeover.carried(moved), takeover.lost());
            append(writes, former, now, handed);
            append(writes, heir, now, handed);
        });
        return heir;
    }

    private static EventData created(Session heir) {
        return new EventData.SessionCreated(
                heir.handle(), heir.title(), heir.group(), heir.launch().agent().value());
    }

    private static void append(Writes writes, Session session, Instant at, EventData data) {
        writes.append(session.tenant(), Optional.of(session.id()), at, data);
    }

    /** What was handed over, as it was recorded. */
    private Handed told(Session heir) {
        EventData.SessionHanded handed =
                services.store().read(reads -> reads.events(heir.tenant(), Optional.of(heir.id()), 0, 10)).stream()
                        .flatMap(event -> event.data() instanceof EventData.SessionHanded found
                                ? java.util.stream.Stream.of(found)
                                : java.util.stream.Stream.empty())
                        .findFirst()
                        .orElseThrow(() -> new Problem(
                                ProblemCode.CONFLICT,
                                "Session " + heir.handle() + " was made under this key by no handoff"));
        return new Handed(
                roster.view(roster.find(heir.tenant(), handed.from())),
                roster.view(roster.actor(heir)),
                List.copyOf(handed.carried()),
                List.copyOf(handed.lost()));
    }
}
