package dev.tagma.engine.fleet;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Course;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.ChangesCourse;
import dev.tagma.spi.agent.ChangesCourse.Changed;
import dev.tagma.spi.runtime.TerminalException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Another mode or model for a session that is there. Whatever it becomes is what it is started with from then on. */
final class Steering {

    private final Roster roster;
    private final CourseRule rule;

    Steering(Roster roster, CourseRule rule) {
        this.roster = roster;
        this.rule = rule;
    }

    SessionView change(Caller caller, SessionId id, Course course) {
        SessionActor actor = roster.find(caller.tenant(), id);
        rule.check(caller, actor, course);
        return Failures.guarded(() -> actor.life().exclusively(() -> {
            // What this had to wait for may have been a handoff, or another change.
            actor.refuseRemoved();
            rule.check(caller, actor, course);
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

    /**
     * The agent first: what it does not take the session is not said to have. But a mode in which it may do more is recorded
     * before the agent hears of it, and stands where nobody knows whether it has: of an agent that may ask for nothing it is
     * never said that it asks.
     */
    private static void become(
            SessionActor actor,
            Function<ChangesCourse, Changed> telling,
            String what,
            UnaryOperator<Session.Launch> change) {
        Session.Launch before = actor.session().launch();
        Session.Launch after = change.apply(before);
        if (!actor.session().lifecycle().running()) {
            record(actor, after);
            return;
        }
        ChangesCourse driver = listening(actor);
        boolean widens = after.mode().allowsMoreThan(before.mode());
        if (widens) {
            record(actor, after);
        }
        if (told(actor, driver, telling, what, widens) instanceof Changed.Refused(String reason)) {
            if (widens) {
                record(actor, before);
            }
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The agent of session " + actor.session().handle() + " does not take " + what + ": " + reason);
        }
        if (!widens) {
            record(actor, after);
        }
    }

    private static void record(SessionActor actor, Session.Launch launch) {
        Session _ = actor.describe(session -> session.launching(launch));
    }

    private static ChangesCourse listening(SessionActor actor) {
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
        return driver;
    }

    private static Changed told(
            SessionActor actor,
            ChangesCourse driver,
            Function<ChangesCourse, Changed> telling,
            String what,
            boolean widens) {
        try {
            return telling.apply(driver);
        } catch (TerminalException unknown) {
            if (!widens) {
                throw unknown;
            }
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    unknown.getMessage() + ". Session " + actor.session().handle() + " counts as one in " + what
                            + ", which its agent may or may not have taken: give it the mode that you want once more",
                    unknown);
        }
    }
}
