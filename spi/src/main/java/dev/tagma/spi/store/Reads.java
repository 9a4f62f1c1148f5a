package dev.tagma.spi.store;

import dev.tagma.core.event.Event;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageHead;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.usage.ModelUse;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.usage.UsageSum;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be asked of the store. Nothing here crosses tenants but what is called {@code all}. */
public interface Reads {

    Optional<Session> session(TenantId tenant, SessionId id);

    /** The session that was created under this idempotency key and is not removed. */
    Optional<Session> sessionByKey(TenantId tenant, String key);

    /** The sessions of a tenant that are not removed, oldest first. */
    List<Session> sessions(TenantId tenant);

    /** Every session of every tenant that is not removed, oldest first; for the daemon itself. */
    List<Session> allSessions();

    /** The agents' own names of the conversations that removed sessions of any tenant held; for the daemon itself. */
    Set<AgentSessionId> allRemovedConversations();

    Optional<Message> message(TenantId tenant, MessageId id);

    /** The message of this session that was accepted under this idempotency key. */
    Optional<Message> messageByKey(TenantId tenant, SessionId session, String key);

    /** The messages that have not come to an end, in the order of the inbox, without what they say. */
    List<MessageHead> inbox(TenantId tenant, SessionId session);

    /** How full the inbox is; reads none of the messages. */
    InboxSize inboxSize(TenantId tenant, SessionId session);

    /** The messages after {@code afterSequence}, in the order of the inbox. */
    List<Message> messages(TenantId tenant, SessionId session, long afterSequence, int limit);

    Optional<Request> request(TenantId tenant, RequestId id);

    Optional<Request> requestByKey(TenantId tenant, SessionId session, String key);

    /** Open requests, oldest first; of one session where given. */
    List<Request> openRequests(TenantId tenant, Optional<SessionId> session);

    /** Requests, open or over, whose id begins so. */
    List<Request> requestsBeginning(TenantId tenant, String beginning, int limit);

    /** All requests of a session, newest first. */
    List<Request> requests(TenantId tenant, SessionId session, int limit);

    Optional<Turn> turn(TenantId tenant, SessionId session, int number);

    Optional<Turn> turnByKey(TenantId tenant, SessionId session, String key);

    Optional<Turn> lastTurn(TenantId tenant, SessionId session);

    /** Turns with a number above {@code afterNumber}, oldest first. */
    List<Turn> turns(TenantId tenant, SessionId session, int afterNumber, int limit);

    /** What is known of the use of one message of a model. */
    Optional<UsageEntry> usageEntry(TenantId tenant, SessionId session, String key);

    /** What a session used, message by message, oldest first. */
    List<UsageEntry> usageEntries(TenantId tenant, SessionId session);

    /** What was used, also by sessions that are removed and still on record; in no order. */
    List<UsageSum> usage(TenantId tenant, UsageQuery query);

    /** The same by days and models alone: reads what there is once, and hands on few rows. */
    List<ModelUse> usageByModel(TenantId tenant, UsageQuery query);

    /** Events after the sequence, in order; of one session where given. */
    List<Event> events(TenantId tenant, Optional<SessionId> session, long afterSequence, int limit);

    /** The range of sequences still kept. */
    EventRange eventRange(TenantId tenant);

    /** Changes of facts, newest first. */
    List<Fact> factHistory(TenantId tenant, SessionId session, int limit);

    /**
     * Whose use, and when.
     *
     * @param group of sessions in it and below
     * @param since the first day, {@code until} the last one
     */
    record UsageQuery(
            Optional<SessionId> session,
            Optional<GroupPath> group,
            Optional<LocalDate> since,
            Optional<LocalDate> until) {

        public static final UsageQuery ALL =
                new UsageQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static UsageQuery of(SessionId session) {
            return new UsageQuery(Optional.of(session), Optional.empty(), Optional.empty(), Optional.empty());
        }

        public static UsageQuery of(GroupPath group) {
            return new UsageQuery(Optional.empty(), Optional.of(group), Optional.empty(), Optional.empty());
        }

        public static UsageQuery on(LocalDate day) {
            return new UsageQuery(Optional.empty(), Optional.empty(), Optional.of(day), Optional.of(day));
        }
    }

    /**
     * What has not come to an end in an inbox.
     *
     * @param accepted the messages that have not been handed over
     * @param messages all of them
     * @param bytes of the texts of all of them, in UTF-8
     */
    record InboxSize(int accepted, int messages, long bytes) {}

    /**
     * The sequences of the tenant's events that are kept.
     *
     * @param oldest the first that is kept, {@code newest + 1} where none is
     * @param newest the last one ever assigned, 0 where there was none
     */
    record EventRange(long oldest, long newest) {}
}
