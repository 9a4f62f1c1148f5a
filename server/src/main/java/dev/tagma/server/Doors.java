package dev.tagma.server;

import dev.tagma.engine.Fleet;
import dev.tagma.server.auth.Gate;
import dev.tagma.server.auth.TcpDoor;
import dev.tagma.server.http.HttpListener;
import dev.tagma.server.http.HttpSettings;
import dev.tagma.server.metrics.Metrics;
import dev.tagma.server.openapi.OpenApi;
import dev.tagma.server.rest.Api;
import dev.tagma.server.route.About;
import dev.tagma.server.route.Doctor;
import dev.tagma.server.route.Routes;
import dev.tagma.server.stream.CursorKey;
import dev.tagma.server.stream.EventStreams;
import dev.tagma.server.stream.RunningCalls;
import dev.tagma.server.stream.TerminalStreams;
import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.json.JsonText;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The doors of the daemon: HTTP on a Unix socket and, where it is wanted, on TCP. */
public final class Doors implements AutoCloseable {

    private final RunningCalls running = new RunningCalls();
    private final HttpListener listener;

    /**
     * @param cursors the key of this installation's event cursors
     * @param registry where figures are kept; others may add theirs
     * @param shutdown begins to end the daemon and returns at once
     */
    public Doors(
            DoorSettings settings,
            Fleet fleet,
            CursorKey cursors,
            About about,
            Doctor doctor,
            PrometheusMeterRegistry registry,
            Runnable shutdown) {
        Gate gate = new Gate(fleet, settings.tcp());
        EventStreams streams = new EventStreams(fleet.events(), cursors, running, settings.heartbeat());
        Metrics metrics = new Metrics(registry, fleet, running::count);
        Routes routes = new Routes(
                fleet,
                streams,
                new TerminalStreams(running, settings.heartbeat()),
                running,
                about,
                examining(settings, doctor),
                metrics,
                shutdown,
                () -> JsonText.write(new OpenApi().document()));
        Api api = new Api(gate, routes.handlers(), metrics, settings.largestBody());
        this.listener = new HttpListener(
                new HttpSettings(
                        settings.socket(),
                        settings.tcp().map(TcpDoor::address),
                        settings.tcp().map(TcpDoor::movable).orElse(false),
                        settings.silence(),
                        settings.grace()),
                api::serve);
    }

    /** Begins to answer; throws when it cannot listen, naming the address and the reason. */
    public void open() throws IOException {
        listener.open();
    }

    /** The doors are looked at as well. */
    private Doctor examining(DoorSettings settings, Doctor doctor) {
        return new Doctor() {
            @Override
            public List<CheckJson> examine() {
                return Stream.concat(doctor.examine().stream(), Stream.of(TcpCheck.of(settings.tcp(), port())))
                        .toList();
            }

            @Override
            public List<AgentJson> agents() {
                return doctor.agents();
            }

            @Override
            public Optional<AgentJson> agent(String name) {
                return doctor.agent(name);
            }
        };
    }

    /** The port of the TCP door, none where it is shut. */
    public Optional<Integer> port() {
        return listener.port();
    }

    /** Ends streams and waits, which can be taken up again at the next daemon, and lets the other requests finish. */
    @Override
    public void close() throws IOException {
        running.close();
        listener.close();
    }
}
