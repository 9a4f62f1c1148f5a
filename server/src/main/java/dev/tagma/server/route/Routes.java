package dev.tagma.server.route;

import dev.tagma.engine.Fleet;
import dev.tagma.server.metrics.Metrics;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.stream.EventStreams;
import dev.tagma.server.stream.RunningCalls;
import dev.tagma.server.stream.TerminalStreams;
import dev.tagma.wire.operation.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every operation with what it does. */
public final class Routes {

    private final Map<Operation, Handler> handlers = new HashMap<>();

    public Routes(
            Fleet fleet,
            EventStreams streams,
            TerminalStreams terminals,
            RunningCalls running,
            About about,
            Doctor doctor,
            Metrics metrics,
            Runnable shutdown,
            Supplier<String> openApi) {
        Stream.of(
                        new SessionRoutes(fleet, running).handlers(),
                        new MessageRoutes(fleet).handlers(),
                        new RequestRoutes(fleet).handlers(),
                        new WorkRoutes(fleet).handlers(),
                        new UsageRoutes(fleet).handlers(),
                        new SearchRoutes(fleet).handlers(),
                        new EventRoutes(fleet, streams).handlers(),
                        new TerminalRoutes(fleet, terminals).handlers(),
                        new AdoptRoutes(fleet).handlers(),
                        new AgentRoutes(doctor).handlers(),
                        new TrustRoutes(fleet).handlers(),
                        new DaemonRoutes(fleet, about, doctor, metrics, running, shutdown, openApi).handlers())
                .forEach(handlers::putAll);
    }

    public Map<Operation, Handler> handlers() {
        return Map.copyOf(handlers);
    }
}
