package dev.tagma.engine.fleet;

import dev.tagma.core.session.Goal;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Pursuit;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.engine.usage.Spent;
import dev.tagma.spi.agent.PursuesGoals;
import java.util.Optional;

/** What agents pursue by themselves. The goal is the agent's own: it is asked, and told, and nothing is kept beside it. */
final class Goals {

    private final Roster roster;
    private final MessageRule texts;

    Goals(Roster roster, MessageRule texts) {
        this.roster = roster;
        this.texts = texts;
    }

    Optional<Goal> goal(TenantId tenant, SessionId id) {
        return Failures.guarded(() -> listening(roster.find(tenant, id)).goal());
    }

    Goal pursue(Caller caller, SessionId id, Pursuit wanted) {
        wanted.objective().ifPresent(texts::check);
        SessionActor actor = roster.find(caller.tenant(), id);
        return Failures.guarded(() -> actor.life().exclusively(() -> {
            PursuesGoals driver = listening(actor);
            boolean goesOn = wanted.pursued().orElse(wanted.objective().isPresent());
            actor.spent().filter(spent -> goesOn).ifPresent(spent -> refuse(actor, spent));
            return switch (driver.pursue(
                    new PursuesGoals.Wish(wanted.objective(), wanted.tokenBudget(), wanted.pursued()))) {
                case PursuesGoals.Pursued.Done(Goal goal) -> goal;
                case PursuesGoals.Pursued.Refused(String reason) ->
                    throw new Problem(
                            ProblemCode.CONFLICT,
                            "The agent of session " + actor.session().handle() + " does not take this goal: " + reason);
            };
        }));
    }

    private static void refuse(SessionActor actor, Spent spent) {
        throw new Problem(
                ProblemCode.CONFLICT,
                "Session " + actor.session().handle() + " begins no further turn: " + spent.reason());
    }

    boolean drop(Caller caller, SessionId id) {
        SessionActor actor = roster.find(caller.tenant(), id);
        return Failures.guarded(
                () -> actor.life().exclusively(() -> listening(actor).clearGoal()));
    }

    private static PursuesGoals listening(SessionActor actor) {
        actor.refuseRemoved();
        Session session = actor.session();
        if (!(actor.driver() instanceof PursuesGoals driver)) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Agent '" + session.launch().agent() + "' of session " + session.handle()
                            + " pursues no goals by itself, as far as Tagma can tell it to; send it a message instead");
        }
        if (session.lifecycle() != Lifecycle.LIVE) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + session.handle() + " is " + Words.of(session.lifecycle())
                            + "; its goal can be seen and changed when its agent runs: tagma start "
                            + session.handle());
        }
        return driver;
    }
}
