package dev.tagma.engine.fleet;

import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Objection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arguments and variables an agent's program may be started with, so that the mode of a session is what its agent
 * works in, and a session gives another one no more than it has.
 */
final class LaunchRule {

    private final Roster roster;

    LaunchRule(Roster roster) {
        this.roster = roster;
    }

    void check(Caller caller, AgentAdapter adapter, Session.Launch launch) {
        refuse(adapter.objections(launch), Objection.Ground.TAKEN, ProblemCode.INVALID, "");
        caller.actingAs()
                .map(id -> roster.find(caller.tenant(), id).session().launch())
                .filter(own -> own.mode() != PermissionMode.YOLO)
                .ifPresent(own -> refuse(
                        adapter.objections(beyond(own, launch)),
                        Objection.Ground.WIDER,
                        ProblemCode.FORBIDDEN,
                        "A session may not give this to another one: "));
    }

    /** What the launch asks for that the other one does not have. */
    private static Session.Launch beyond(Session.Launch own, Session.Launch launch) {
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.entrySet().removeAll(own.environment().entrySet());
        return new Session.Launch(
                launch.agent(),
                launch.driver(),
                launch.mode(),
                launch.model(),
                environment,
                launch.arguments().equals(own.arguments()) ? List.of() : launch.arguments(),
                launch.afterLimit(),
                launch.runtime(),
                launch.sandbox());
    }

    private static void refuse(
            List<Objection> objections, Objection.Ground ground, ProblemCode code, String beginning) {
        objections.stream()
                .filter(objection -> objection.ground() == ground)
                .findFirst()
                .ifPresent(objection -> {
                    throw new Problem(code, beginning + objection.sentence());
                });
    }
}
