package dev.tagma.engine.fleet;

import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Course;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.ChangesCourse;
import dev.tagma.spi.agent.ChangesCourse.Changed;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Another mode or model for a session that is there. Whatever it becomes is what it is started with from then on. */
final class Steering {

    private final Services services;
    private final Roster roster;
    private final ModeRule modes;

    Steering(Services services, Roster roster, ModeRule modes) {
        this.services = services;
        this.roster = roster;
        this.modes = modes;
    }

    SessionView change(Caller caller, SessionId id, Course course) {
        SessionActor actor = roster.find(caller.tenant(), id);
        actor.refuseLost();
        actor.refuseHanded();
        course.mode().ifPresent(mode -> modes.check(caller, adapter(actor.session()), driverOf(actor), mode));
        return Failures.guarded(() -> actor.life().exclusively(() -> {
            course.mode().ifPresent(mode -> mode(actor, mode));
            course.model()
                    .ifPresent(model -> become(
                            actor,
                            driver -> driver.model(model),
                            "model '" + model + "'",
                            launch -> launch.with(model)));
            return roster.view(actor);
        }));
    }

    private void mode(SessionActor actor, PermissionMode mode) {
        become(actor, driver -> driver.mode(mode), "mode '" + Words.of(mode) + "'", launch -> launch.in(mode));
    }

    private static DriverKind driverOf(SessionActor actor) {
        return actor.session().launch().driver();
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

    /** The agent first: what it does not take the session is not said to have. */
    private static void become(
            SessionActor actor,
            Function<ChangesCourse, Changed> telling,
            String what,
            UnaryOperator<Session.Launch> change) {
        if (actor.session().lifecycle().running()) {
            tell(actor, telling, what);
        }
        Session _ = actor.describe(session -> session.launching(change.apply(session.launch())));
    }

    private static void tell(SessionActor actor, Function<ChangesCourse, Changed> telling, String what) {
        Session session = actor.session();
        if (!(actor.driver() instanceof ChangesCourse driver)) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Agent '" + session.launch().agent() + "' of session " + session.handle()
                            + " takes no other mode or model from Tagma while it runs: stop the session, change it, and"
                            + " start it again");
        }
        if (session.lifecycle() != Lifecycle.LIVE) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + session.handle() + " is " + Words.of(session.lifecycle())
                            + "; change it when its agent can be spoken to");
        }
        if (telling.apply(driver) instanceof Changed.Refused(String reason)) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The agent of session " + session.handle() + " does not take " + what + ": " + reason);
        }
    }
}
