package dev.tagma.engine.fleet;

import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Fleet.NewSession;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.deliver.Inbox;
import dev.tagma.engine.deliver.InboxLimit;
import dev.tagma.engine.supervise.Life;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.store.Writes;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.util.Optional;

/** New sessions, fresh or forked from others. */
final class Creating {

    private final Services services;
    private final Roster roster;
    private final Drafts drafts;
    private final EnclosureRule enclosures;
    private final PortLeases leases;
    private final GroupRule groups;

    Creating(
            Services services,
            Roster roster,
            Drafts drafts,
            EnclosureRule enclosures,
            PortLeases leases,
            GroupRule groups) {
        this.services = services;
        this.roster = roster;
        this.drafts = drafts;
        this.enclosures = enclosures;
        this.leases = leases;
        this.groups = groups;
    }

    SessionView create(Caller caller, NewSession wanted) {
        return known(caller, wanted).orElseGet(() -> {
            groups.begin(caller, wanted.group());
            return begin(caller, drafts.draft(caller, wanted, Optional.empty()), wanted);
        });
    }

    SessionView fork(Caller caller, SessionId id, NewSession wanted) {
        Optional<SessionView> known = known(caller, wanted);
        if (known.isPresent()) {
            return known.get();
        }
        Session origin = roster.find(caller.tenant(), id).session();
        groups.begin(caller, wanted.group());
        // A conversation in which nothing was said is on no record that could be copied.
        boolean told = services.store()
                .read(reads -> reads.lastTurn(origin.tenant(), origin.id()))
                .isPresent();
        if (origin.agentSessionId().isEmpty() || !told) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + origin.handle() + " has no conversation yet; send it a message first");
        }
        return begin(caller, drafts.draft(caller, wanted, Optional.of(origin)), wanted);
    }

    private SessionView begin(Caller caller, Session session, NewSession wanted) {
        try {
            return record(caller, session, wanted);
        } finally {
            leases.settled(session.id());
        }
    }

    private SessionView record(Caller caller, Session session, NewSession wanted) {
        enclosures.require(session);
        requireWorkspace(session);
        Inbox inbox = new Inbox(services.store(), services.clock(), session.tenant(), session.id());
        try {
            services.store().write(writes -> {
                putNew(writes, session);
                wanted.prompt()
                        .ifPresent(prompt -> inbox.accept(
                                writes,
                                new MessageId(services.ids().next()),
                                caller.name(),
                                new NewMessage(Optional.empty(), prompt, DeliveryMode.QUEUE, Optional.empty()),
                                InboxLimit.NONE));
                return true;
            });
        } catch (Writes.KeyTaken taken) {
            // Another call with the same key was faster.
            return known(caller, wanted).orElseThrow(() -> taken);
        }
        SessionActor actor = roster.actor(session);
        actor.open();
        if (wanted.start()) {
            actor.life().resumeFromRecord();
        }
        return roster.view(actor);
    }

    /** A place where no agent can work is a mistake of the caller's, not a session that failed. */
    private void requireWorkspace(Session session) {
        if (roster.hasA(session.tenant(), session.handle())) {
            // Which is said when it is stored; that its branch is in use too says less.
            return;
        }
        WorkspacePlan plan = Life.plan(session);
        Failures.guarded(() -> {
            services.workspaces().requirePossible(plan);
            return plan;
        });
    }

    /** Stores a session that nobody knew, whoever brought it, and tells of it. */
    static void putNew(Writes writes, Session session) {
        try {
            writes.put(session);
        } catch (Writes.HandleTaken taken) {
            throw new Problem(
                    ProblemCode.CONFLICT, "Handle '" + session.handle() + "' is taken; choose another one", taken);
        }
        ResumeRule.refuseHeld(writes, session);
        writes.append(
                session.tenant(),
                Optional.of(session.id()),
                session.createdAt(),
                new EventData.SessionCreated(
                        session.handle(),
                        session.title(),
                        session.group(),
                        session.launch().agent().value()));
    }

    /** The session that was created under the key before. */
    private Optional<SessionView> known(Caller caller, NewSession wanted) {
        return wanted.key()
                .flatMap(key -> services.store().read(reads -> reads.sessionByKey(caller.tenant(), key)))
                .map(session -> roster.view(roster.actor(session)));
    }
}
