package dev.tagma.adapters.agent.codex;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalSocketTest {

    @TempDir
    private Path directory;

    @Test
    void whoeverTakesTheConnectionAndSaysNothingIsGivenUp() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(path));

            assertThatThrownBy(() -> LocalSocket.connect(path, Duration.ofMillis(50)))
                    .isInstanceOf(IOException.class);
        }
    }
}
