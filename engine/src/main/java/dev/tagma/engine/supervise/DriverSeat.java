package dev.tagma.engine.supervise;

import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.Session;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.sandbox.Enclosure;
import dev.tagma.spi.sandbox.Interior;
import org.jspecify.annotations.Nullable;

/** Where a session's driver sits: made for the session as it is when it is first needed. */
final class DriverSeat {

    private final Services services;
    private final SessionActor actor;
    private volatile @Nullable Driver driver;
    private volatile Enclosure enclosure = Enclosure.none();

    DriverSeat(Services services, SessionActor actor) {
        this.services = services;
        this.actor = actor;
    }

    synchronized Driver driver() {
        Driver known = driver;
        if (known == null) {
            AgentAdapter adapter = adapter();
            DriveContext context = Surroundings.of(services, session());
            enclosure = enclosure(adapter, context);
            known = adapter.drive(context.in(enclosure), actor);
            driver = known;
        }
        return known;
    }

    /** What is around the programs of the driver that sits here. */
    Enclosure enclosure() {
        return enclosure;
    }

    private Enclosure enclosure(AgentAdapter adapter, DriveContext context) {
        SandboxRule rule = session().launch().sandbox();
        // What is around programs that nobody is to start is not known.
        return rule.encloses() && services.terminals().make(session().launch())
                ? services.sandboxes()
                        .of(rule.kind())
                        .enclose(new Interior(
                                session().id(),
                                rule,
                                adapter.needs(context),
                                session().workspace(),
                                context.directory()))
                : Enclosure.none();
    }

    synchronized void leave() {
        Driver known = driver;
        driver = null;
        if (known != null) {
            known.close();
        }
        enclosure.close();
        enclosure = Enclosure.none();
    }

    private Session session() {
        return actor.session();
    }

    private AgentAdapter adapter() {
        AgentAdapter adapter = services.adapters().get(session().launch().agent());
        if (adapter == null) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "Agent '" + session().launch().agent() + "' is not known here; known are "
                            + String.join(
                                    ", ",
                                    services.adapters().keySet().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .toList()));
        }
        return adapter;
    }
}
