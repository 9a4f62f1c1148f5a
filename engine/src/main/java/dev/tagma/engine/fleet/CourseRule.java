package dev.tagma.engine.fleet;

import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Course;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;

/** Which other mode and model a session that is there may be given, and by whom. */
final class CourseRule {

    private final Services services;
    private final ModeRule modes;
    private final LaunchRule launches;

    CourseRule(Services services, ModeRule modes, LaunchRule launches) {
        this.services = services;
        this.modes = modes;
        this.launches = launches;
    }

    /** Whatever is refused to a new session is refused here too: sooner or later it is started with it. */
    void check(Caller caller, SessionActor actor, Course course) {
        actor.refuseLost();
        actor.refuseHanded();
        Session session = actor.session();
        caller.actingAs().ifPresent(own -> refuseOwnLine(caller.tenant(), own, session.id()));
        AgentAdapter adapter = adapter(session);
        course.mode().ifPresent(mode -> {
            modes.check(caller, adapter, session.launch().driver(), mode);
            caller.actingAs().ifPresent(own -> refuseWider(session, mode));
        });
        Session.Launch wanted = session.launch();
        wanted = course.mode().map(wanted::in).orElse(wanted);
        wanted = course.model().map(wanted::with).orElse(wanted);
        launches.check(caller, adapter, wanted);
    }

    /** Whoever changes what an agent may do decides for that session, which one that descends from it may not. */
    private void refuseOwnLine(TenantId tenant, SessionId own, SessionId id) {
        if (services.store().read(reads -> Lineage.of(reads, tenant, own)).contains(id)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "A session may not change its own mode or model or those of the sessions it descends from; a person"
                            + " must");
        }
    }

    /** A mode may have been chosen so narrow by somebody who is not asked here. */
    private static void refuseWider(Session session, PermissionMode mode) {
        PermissionMode present = session.launch().mode();
        if (mode.allowsMoreThan(present)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "Session " + session.handle() + " is in mode '" + Words.of(present)
                            + "', and no other session may put it into mode '" + Words.of(mode) + "'; a person must");
        }
    }

    private AgentAdapter adapter(Session session) {
        AgentAdapter adapter = services.adapters().get(session.launch().agent());
        if (adapter == null) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "Agent '" + session.launch().agent() + "' of session " + session.handle() + " is not known here");
        }
        return adapter;
    }
}
