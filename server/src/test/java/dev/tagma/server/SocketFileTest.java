package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.server.route.About;
import dev.tagma.wire.operation.DaemonOperations;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketFileTest {

    private Path home;
    private Path socket;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createTempDirectory("tagma");
        socket = home.resolve("run").resolve("tagma.sock");
    }

    @AfterEach
    void removeHome() throws IOException {
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
        Files.deleteIfExists(home);
    }

    private static Doors doors(Path socket) {
        return new Doors(
                DoorSettings.standard(socket, Optional.empty()),
                new FakeFleet(),
                House.KEY,
                new About("0.1.0", "25", Instant.parse("2026-11-20T10:00:00Z")),
                new SampleDoctor(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> {});
    }

    @Test
    void nobodyElseCanReachTheSocket() throws IOException {
        try (Doors doors = doors(socket)) {
            doors.open();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            assertThat(ApiClient.unix(socket).ask(DaemonOperations.HEALTH, "").status())
                    .isEqualTo(200);
            assertThat(doors.port()).isEmpty();
        }
    }

    @Test
    void aDirectoryThatIsOpenToOthersIsRefused() throws IOException {
        Files.createDirectory(socket.getParent());
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> doors(socket).open())
                .hasMessageContaining("rwxr-xr-x")
                .hasMessageContaining("chmod 700 " + socket.getParent());
    }

    @Test
    void theSocketOfADaemonThatIsGoneIsReplaced() throws IOException {
        Files.createDirectory(
                socket.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        gone.bind(UnixDomainSocketAddress.of(socket));
        gone.close();
        assertThat(socket).exists();

        try (Doors doors = doors(socket)) {
            doors.open();

            assertThat(ApiClient.unix(socket).ask(DaemonOperations.HEALTH, "").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theSocketOfADaemonThatRunsIsLeftAlone() throws IOException {
        try (Doors first = doors(socket)) {
            first.open();

            assertThatThrownBy(() -> doors(socket).open()).hasMessageContaining("another daemon listens on it");
            assertThat(ApiClient.unix(socket).ask(DaemonOperations.HEALTH, "").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aFileInItsPlaceIsLeftAlone() throws IOException {
        Files.createDirectory(
                socket.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(socket, "precious");

        assertThatThrownBy(() -> doors(socket).open()).hasMessageContaining("something else than a socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithItsLength() {
        Path far = home.resolve("x".repeat(120)).resolve("tagma.sock");

        assertThatThrownBy(() -> doors(far).open())
                .hasMessageContaining("bytes; at most 100")
                .hasMessageContaining("shorter directory");
    }

    @Test
    void closingTakesTheSocketAwayAndOpeningAgainWorks() throws IOException {
        try (Doors doors = doors(socket)) {
            doors.open();
        }
        assertThat(socket).doesNotExist();

        try (Doors doors = doors(socket)) {
            doors.open();
            assertThat(socket).exists();
        }
    }

    @Test
    void closingWithoutHavingOpenedIsHarmless() throws IOException {
        Doors doors = doors(socket);

        doors.close();
        doors.close();

        assertThat(socket).doesNotExist();
    }

    @Test
    void theSocketThatAnotherDaemonHasPutThereIsLeftAlone() throws IOException {
        Path aside = home.resolve("aside");
        Doors first = doors(socket);
        first.open();
        Files.move(socket, aside);
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));

            first.close();

            assertThat(socket).exists();
        }
        Files.deleteIfExists(aside);
    }
}
