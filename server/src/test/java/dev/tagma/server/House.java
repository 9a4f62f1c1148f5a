package dev.tagma.server;

import dev.tagma.server.auth.TcpDoor;
import dev.tagma.server.auth.TokenHash;
import dev.tagma.server.route.About;
import dev.tagma.server.stream.CursorKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Doors with a fleet in memory behind them, on a socket and a port of their own. */
final class House implements AutoCloseable {

    static final String TOKEN = "correct horse battery staple";
    static final CursorKey KEY = new CursorKey("a key of a test house".getBytes(StandardCharsets.UTF_8));

    final FakeFleet fleet;
    final Path directory;
    final Path socket;
    final CountDownLatch shutdown = new CountDownLatch(1);
    private final Doors doors;

    House() throws IOException {
        this(new FakeFleet(), Duration.ofSeconds(15), Duration.ofSeconds(90));
    }

    House(FakeFleet fleet, Duration heartbeat, Duration silence) throws IOException {
        this.fleet = fleet;
        this.directory = Files.createTempDirectory("tagma");
        this.socket = directory.resolve("s");
        this.doors = new Doors(
                new DoorSettings(
                        socket,
                        Optional.of(new TcpDoor(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                TokenHash.of(TOKEN),
                                Set.of())),
                        2 << 20,
                        heartbeat,
                        silence,
                        Duration.ofSeconds(5)),
                fleet,
                KEY,
                new About("0.1.0", "25", Instant.parse("2026-11-20T10:00:00Z")),
                new SampleDoctor(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                shutdown::countDown);
        doors.open();
    }

    ApiClient unix() {
        return ApiClient.unix(socket);
    }

    ApiClient tcp() {
        return ApiClient.tcp(port(), TOKEN);
    }

    int port() {
        return doors.port().orElseThrow();
    }

    void closeDoors() throws IOException {
        doors.close();
    }

    @Override
    public void close() throws IOException {
        doors.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(directory);
    }
}
