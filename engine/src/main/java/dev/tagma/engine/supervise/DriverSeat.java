package dev.tagma.engine.supervise;

import dev.tagma.core.session.Session;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a session's driver sits: made for the session as it is when it is first needed. */
final class DriverSeat {

    private final Services services;
    private final SessionActor actor;
    private volatile @Nullable Driver driver;

    DriverSeat(Services services, SessionActor actor) {
        this.services = services;
        this.actor = actor;
    }

    synchronized Driver driver() {
        Driver known = driver;
        if (known == null) {
            known = adapter().drive(context(), actor);
            driver = known;
        }
        return known;
    }

    synchronized void leave() {
        Driver known = driver;
        driver = null;
        if (known != null) {
            known.close();
        }
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

    private DriveContext context() {
        return new DriveContext(
                session(),
                services.sessionsDirectory().resolve(session().id().toString()),
                environment(),
                services.terminals().of(session().launch()),
                services.clock(),
                services.checkpoint());
    }

    /** Tagma's own variables: by {@code TAGMA_SESSION} a command within the pane knows where it is, and its ports. */
    private Map<String, String> environment() {
        Map<String, String> own = new HashMap<>(services.agentEnvironment());
        own.putAll(session().wanted().outfit().variables());
        own.put("TAGMA_SESSION", session().id().toString());
        return own;
    }
}
