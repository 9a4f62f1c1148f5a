package dev.tagma.wire.operation;

import dev.tagma.wire.daemon.DoctorJson;
import dev.tagma.wire.daemon.HealthJson;
import dev.tagma.wire.daemon.ShutdownJson;
import dev.tagma.wire.daemon.VersionJson;
import java.util.List;

/** What can be asked of the daemon itself. */
public final class DaemonOperations {

    public static final Operation HEALTH = Operation.get("getHealth", "/v1/health")
            .says("Is it well?", "The status word for anybody; more for whoever may look.")
            .by(Access.PUBLIC)
            .gives(HealthJson.class);

    public static final Operation VERSION = Operation.get("getVersion", "/v1/version")
            .says("What runs?", "The versions of Tagma, of this interface and of Java.")
            .gives(VersionJson.class);

    public static final Operation DOCTOR = Operation.get("getDoctor", "/v1/doctor")
            .says("Is all there that is needed?", "Looks at everything that Tagma needs and says what is missing.")
            .gives(DoctorJson.class);

    public static final Operation METRICS = Operation.get("getMetrics", "/metrics")
            .says("Measure", "Figures in the text format of Prometheus.")
            .replies(new Reply.Text(200, "text/plain"));

    public static final Operation OPENAPI = Operation.get("getOpenApi", "/v1/openapi.json")
            .says("This document", "The OpenAPI 3.1 description of this interface.")
            .replies(new Reply.Document(200, "application/json"));

    public static final Operation SHUT_DOWN = Operation.post("shutDown", "/v1/shutdown")
            .says("Stop the daemon", "Ends the daemon. Agents live on and are adopted at its next start.")
            .by(Access.ADMIN)
            .at(Door.SOCKET)
            .gives(202, ShutdownJson.class);

    static List<Operation> all() {
        return List.of(HEALTH, VERSION, DOCTOR, METRICS, OPENAPI, SHUT_DOWN);
    }

    private DaemonOperations() {}
}
