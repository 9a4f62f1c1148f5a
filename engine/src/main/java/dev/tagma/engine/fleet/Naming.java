package dev.tagma.engine.fleet;

import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Description;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.store.Writes;
import java.util.List;

/** Finding sessions by name, listing them, and giving them other names. */
final class Naming {

    private final Services services;
    private final Roster roster;
    private final GroupRule groups;

    Naming(Services services, Roster roster, GroupRule groups) {
        this.services = services;
        this.roster = roster;
        this.groups = groups;
    }

    SessionId resolve(TenantId tenant, String name) {
        return roster.named(tenant, name)
                .orElseGet(() -> Directory.resolve(services.store().read(reads -> reads.sessions(tenant)), name));
    }

    SessionView get(TenantId tenant, SessionId id) {
        return roster.view(roster.find(tenant, id));
    }

    List<SessionView> list(TenantId tenant) {
        return roster.of(tenant).stream().map(roster::view).toList();
    }

    SessionView describe(Caller caller, SessionId id, Description changes) {
        SessionActor actor = roster.find(caller.tenant(), id);
        changes.group().ifPresent(to -> groups.move(caller, actor.session().group(), to));
        try {
            actor.describe(session -> session.described(
                    changes.handle().map(Handle::new).orElse(session.handle()),
                    changes.title().map(TitleRule::checked).orElse(session.title()),
                    changes.group().orElse(session.group()),
                    changes.tags().orElse(session.tags())));
        } catch (Writes.HandleTaken taken) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Handle '" + changes.handle().orElse("") + "' is taken; choose another one",
                    taken);
        }
        return roster.view(actor);
    }
}
