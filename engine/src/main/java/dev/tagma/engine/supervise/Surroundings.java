package dev.tagma.engine.supervise;

import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.DriveContext;
import java.util.HashMap;
import java.util.Map;

/** What a session's driver works with. */
public final class Surroundings {

    private Surroundings() {}

    /** The same for every driver of the session, with nothing around its programs. */
    public static DriveContext of(Services services, Session session) {
        return new DriveContext(
                session,
                services.sessionsDirectory().resolve(session.id().toString()),
                environment(services, session),
                services.terminals().of(session.launch()),
                services.clock(),
                services.checkpoint());
    }

    /** Tagma's own variables: by {@code TAGMA_SESSION} a command within the pane knows where it is, and its ports. */
    private static Map<String, String> environment(Services services, Session session) {
        Map<String, String> own = new HashMap<>(services.agentEnvironment());
        own.putAll(session.wanted().outfit().variables());
        own.put("TAGMA_SESSION", session.id().toString());
        return own;
    }
}
