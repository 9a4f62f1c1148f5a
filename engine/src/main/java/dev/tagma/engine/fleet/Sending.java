package dev.tagma.engine.fleet;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.runtime.TerminalException;
import java.util.List;

/** Messages: into the inbox, and what became of them. */
final class Sending {

    private static final System.Logger LOG = System.getLogger(Sending.class.getName());

    private final Services services;
    private final Roster roster;
    private final Policy policy;
    private final MessageRule texts;

    Sending(Services services, Roster roster, Policy policy, MessageRule texts) {
        this.services = services;
        this.roster = roster;
        this.policy = policy;
        this.texts = texts;
    }

    Message send(Caller caller, SessionId id, NewMessage wanted) {
        SessionActor actor = roster.find(caller.tenant(), id);
        texts.check(wanted.text());
        if (wanted.mode() == DeliveryMode.STEER && !policy.steer()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "Steering is off: placing text while the agent works can race its dialogs. Set 'delivery.steer: true'"
                            + " in config.yaml to accept that, or send without --steer to queue the message");
        }
        refuseCommands(actor, wanted.text());
        Message message =
                actor.inbox().accept(new MessageId(services.ids().next()), caller.name(), wanted, policy.inbox());
        actor.messageCame();
        return message;
    }

    /** What cannot be asked now is asked before the delivery begins: the message is taken in all the same. */
    private static void refuseCommands(SessionActor actor, String text) {
        try {
            if (actor.driver().prepare(text) instanceof Prepared.Refused(String reason)) {
                throw new Problem(ProblemCode.INVALID, "The message cannot be sent: " + reason);
            }
        } catch (TerminalException unasked) {
            LOG.log(System.Logger.Level.DEBUG, "Whether a message can be said is asked later", unasked);
        }
    }

    Message message(TenantId tenant, MessageId id) {
        return services.store()
                .read(reads -> reads.message(tenant, id))
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no message " + id));
    }

    List<Message> messages(TenantId tenant, SessionId id, long afterSequence, int limit) {
        roster.find(tenant, id);
        return services.store().read(reads -> reads.messages(tenant, id, afterSequence, limit));
    }

    Message cancel(Caller caller, MessageId id) {
        Message message = message(caller.tenant(), id);
        SessionActor actor = roster.find(caller.tenant(), message.session());
        Message cancelled = actor.inbox().cancel(id);
        actor.messageCame();
        return cancelled;
    }
}
