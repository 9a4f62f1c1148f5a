package dev.tagma.server.route;

import dev.tagma.engine.Fleet;
import dev.tagma.server.metrics.Metrics;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.server.stream.RunningCalls;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import dev.tagma.wire.daemon.DoctorJson;
import dev.tagma.wire.daemon.HealthJson;
import dev.tagma.wire.daemon.ShutdownJson;
import dev.tagma.wire.daemon.VersionJson;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The daemon itself. */
final class DaemonRoutes {

    private final Fleet fleet;
    private final About about;
    private final Doctor doctor;
    private final Metrics metrics;
    private final RunningCalls running;
    private final Runnable shutdown;
    private final Supplier<String> openApi;
    private final long pid = ProcessHandle.current().pid();

    DaemonRoutes(
            Fleet fleet,
            About about,
            Doctor doctor,
            Metrics metrics,
            RunningCalls running,
            Runnable shutdown,
            Supplier<String> openApi) {
        this.fleet = fleet;
        this.about = about;
        this.doctor = doctor;
        this.metrics = metrics;
        this.running = running;
        this.shutdown = shutdown;
        this.openApi = openApi;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(
                DaemonOperations.HEALTH, this::health,
                DaemonOperations.VERSION,
                        call -> new Outcome.Value(new VersionJson(about.version(), "v1", about.java())),
                DaemonOperations.DOCTOR, call -> examine(),
                DaemonOperations.METRICS, call -> new Outcome.Text(metrics.text()),
                DaemonOperations.OPENAPI, call -> new Outcome.Text(openApi.get()),
                DaemonOperations.SHUT_DOWN, call -> shutDown());
    }

    private Outcome health(Call call) {
        String status = running.closing() ? "stopping" : "ok";
        return new Outcome.Value(call.visitor()
                .map(caller -> new HealthJson(
                        status,
                        Optional.of(about.version()),
                        Optional.of(pid),
                        Optional.of(about.startedAt()),
                        Optional.of(fleet.list(caller.tenant()).size())))
                .orElse(new HealthJson(
                        status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
    }

    private Outcome examine() {
        List<CheckJson> checks = doctor.examine();
        boolean ok = checks.stream().noneMatch(check -> check.state() == CheckState.FAILED);
        return new Outcome.Value(new DoctorJson(ok, checks));
    }

    private Outcome shutDown() {
        shutdown.run();
        return new Outcome.Value(new ShutdownJson(pid));
    }
}
