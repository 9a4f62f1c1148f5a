package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.server.auth.TcpDoor;
import dev.tagma.server.auth.TokenHash;
import dev.tagma.server.http.HttpListener;
import dev.tagma.server.http.HttpSettings;
import dev.tagma.wire.daemon.CheckState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port of the TCP door may be another process's. */
class TcpPortTest {

    @TempDir
    private Path folder;

    private ServerSocket other;

    @BeforeEach
    void anotherProcessHasThePort() throws IOException {
        other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void letGo() throws IOException {
        other.close();
    }

    private InetSocketAddress taken() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), other.getLocalPort());
    }

    private HttpListener listener(boolean movable) {
        return new HttpListener(
                new HttpSettings(
                        folder.resolve("s"),
                        Optional.of(taken()),
                        movable,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)),
                exchange -> {});
    }

    @Test
    void aChosenPortThatIsTakenIsNamedWithTheNextStep() throws IOException {
        try (HttpListener listener = listener(false)) {
            assertThatThrownBy(listener::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("127.0.0.1:" + other.getLocalPort(), "server.port", "0");
        }
    }

    @Test
    void whereNobodyChoseOneAFreePortIsTaken() throws IOException {
        try (HttpListener listener = listener(true)) {
            listener.open();

            assertThat(listener.port()).isPresent().get().isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void theDoctorSaysThatTheDoorIsNotWhereItWasWanted() {
        var door = Optional.of(new TcpDoor(taken(), TokenHash.of("token"), Set.of(), true));
        int port = other.getLocalPort();

        assertThat(TcpCheck.of(door, Optional.of(port)).state()).isEqualTo(CheckState.OK);
        assertThat(TcpCheck.of(door, Optional.of(port + 1)).state()).isEqualTo(CheckState.WARNING);
        assertThat(TcpCheck.of(door, Optional.of(port + 1)).found()).contains(":" + (port + 1), "" + port);
        assertThat(TcpCheck.of(Optional.empty(), Optional.empty()).found()).isEqualTo("the TCP door is shut");
    }
}
