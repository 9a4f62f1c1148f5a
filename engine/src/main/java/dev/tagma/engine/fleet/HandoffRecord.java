package dev.tagma.engine.fleet;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
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
import dev.tagma.spi.store.Writes;
import java.util.List;
import java.util.Optional;

/** What the store holds of handoffs: one is recorded as a whole, and found again by its key. */
final class HandoffRecord {

    /** Among so many of its first events an heir has the one that tells of the handoff. */
    private static final int FIRST_EVENTS = 10;

    private final Services services;
    private final Roster roster;

    HandoffRecord(Services services, Roster roster) {
        this.services = services;
        this.roster = roster;
    }

    /** Makes the heir the owner of all that goes over, in one transaction, and tells of it in both sessions. */
    EventData.SessionHanded store(Caller caller, SessionActor actor, Session heir, Takeover takeover) {
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
    Optional<Handed> known(Caller caller, SessionId id, Handoff wanted) {
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

    static String taken(Session heir) {
        return "Handle '" + heir.handle() + "' is taken; choose another one";
    }
}
