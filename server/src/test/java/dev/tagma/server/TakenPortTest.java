package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.server.auth.TcpDoor;
import dev.tagma.server.auth.TokenHash;
import dev.tagma.server.route.About;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenPortTest {

    @Test
    void aPortThatIsTakenIsNamedWithWhatCanBeDone(@TempDir Path home) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Doors doors = doors(home.resolve("run").resolve("s"), other.getLocalPort())) {
            assertThatThrownBy(doors::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("server.port");
        }
    }

    private static Doors doors(Path socket, int port) {
        TcpDoor tcp = new TcpDoor(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TokenHash.of("token"), Set.of());
        return new Doors(
                DoorSettings.standard(socket, Optional.of(tcp)),
                new FakeFleet(),
                House.KEY,
                new About("0.1.0", "25", Instant.parse("2026-11-20T10:00:00Z")),
                List::of,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> {});
    }
}
