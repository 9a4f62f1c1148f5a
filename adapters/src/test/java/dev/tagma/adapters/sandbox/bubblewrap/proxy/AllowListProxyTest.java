package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.sandbox.HostRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class AllowListProxyTest {

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private ServerSocketChannel echo;
    private int port;

    /** Says back what it is told, with its first word in front. */
    @BeforeEach
    void aMachineThatSaysBackWhatItHears() throws IOException {
        echo = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        open.add(echo);
        port = ((InetSocketAddress) echo.getLocalAddress()).getPort();
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    SocketChannel client = echo.accept();
                    Thread.ofVirtual().start(() -> Copying.between(client, client));
                }
            } catch (IOException closed) {
                return;
            }
        });
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private AllowListProxy proxy(String... hosts) throws IOException {
        return proxy(Duration.ofSeconds(30), hosts);
    }

    private AllowListProxy proxy(Duration patience, String... hosts) throws IOException {
        List<HostRule> rules =
                Stream.of(hosts).map(host -> HostRule.parse(host).orElseThrow()).toList();
        AllowListProxy proxy = AllowListProxy.open(
                directory.resolve("net"),
                "proxy",
                new Upstream(rules, host -> {
                    lookedUp.add(host);
                    return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
                }),
                patience);
        open.add(proxy);
        return proxy;
    }

    private SocketChannel connected() throws IOException {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(client);
        client.connect(UnixDomainSocketAddress.of(directory.resolve("net/proxy")));
        return client;
    }

    private String asked(String text) throws IOException {
        SocketChannel client = connected();
        write(client, text);
        client.shutdownOutput();
        return rest(client);
    }

    private static void write(SocketChannel client, String text) throws IOException {
        Copying.write(client, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String rest(SocketChannel client) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            Channels.newInputStream(client).transferTo(all);
        } catch (IOException cutOff) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aTunnelCarriesBothWays() throws IOException {
        proxy("127.0.0.1:" + port);

        String heard = asked("CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\nHost: x\r\n\r\nhello there");

        assertThat(heard).isEqualTo("HTTP/1.1 200 Connected\r\n\r\nhello there");
    }

    @Test
    void aPlainRequestIsPassedOn() throws IOException {
        proxy("127.0.0.1:" + port);

        String heard = asked(
                "POST http://127.0.0.1:" + port + "/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n\r\nbody");

        assertThat(heard)
                .isEqualTo(
                        "POST /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
    }

    @Test
    void whatIsNotInTheListIsRefusedWithoutALook() throws IOException {
        proxy("api.example.com");

        assertThat(asked("CONNECT evil.org:443 HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 403 Forbidden")
                .contains("evil.org:443 is not among the hosts", "api.example.com:443");
        assertThat(asked("CONNECT api.example.com:80 HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(asked("CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(asked("GET http://127.0.0.1:" + port + "/ HTTP/1.1\r\nHost: api.example.com\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void aNameThatLeadsToThisMachineIsNotFollowed() throws IOException {
        proxy("*.example.com:" + port, "api.example.org:" + port);

        assertThat(asked("CONNECT rebound.example.com:" + port + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("is a place of this machine");
        assertThat(asked("CONNECT api.example.org:" + port + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(lookedUp).containsExactly("rebound.example.com", "api.example.org");
    }

    @Test
    void aNameIsLookedUpOnce() throws IOException {
        proxy("localhost:" + port);

        assertThat(asked("CONNECT localhost:" + port + " HTTP/1.1\r\n\r\nx")).endsWith("\r\n\r\nx");

        assertThat(lookedUp).containsExactly("localhost");
    }

    @Test
    void aMachineThatIsNotThereIsSaidSo() throws IOException {
        proxy("127.0.0.1:" + port);
        echo.close();

        assertThat(asked("CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 502");
    }

    @Test
    void anEndlessHeadIsCutOff() throws IOException {
        proxy("127.0.0.1:" + port);
        SocketChannel client = connected();

        StringBuilder heard = new StringBuilder();
        try {
            for (int i = 0; i < 100; i++) {
                write(client, "X-Filler: " + "x".repeat(10_000));
            }
        } catch (IOException cutOff) {
            heard.append("cut off");
        }
        heard.append(rest(client));

        assertThat(heard.toString()).containsAnyOf("cut off", "400 Bad Request");
        assertThat(asked("CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\n\r\nx")).endsWith("x");
    }

    @Test
    void whoeverSaysNothingInTimeIsLeft() throws IOException {
        proxy(Duration.ofMillis(50), "127.0.0.1:" + port);
        SocketChannel client = connected();
        write(client, "CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\n");

        assertThat(rest(client)).isEmpty();
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        proxy("127.0.0.1:" + port);

        assertThat(asked("\u0016\u0003\u0001 some bytes\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(asked("no newline at all")).startsWith("HTTP/1.1 400");
        assertThat(asked("")).startsWith("HTTP/1.1 400");
    }

    @Test
    void theNextDaemonOpensItAtTheSamePlace() throws IOException {
        AllowListProxy former = proxy("127.0.0.1:" + port);
        assertThat(asked("CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\n\r\n1")).endsWith("1");
        former.close();
        assertThat(Files.exists(directory.resolve("net/proxy"))).isTrue();

        proxy("127.0.0.1:" + port);

        assertThat(asked("CONNECT 127.0.0.1:" + port + " HTTP/1.1\r\n\r\n2")).endsWith("2");
    }

    @Test
    void aPlaceWithALongNameIsTakenToo() throws IOException {
        Path deep = directory.resolve("d".repeat(120)).resolve("e".repeat(60));
        Files.createDirectories(deep.getParent());

        open.add(AllowListProxy.open(deep, "proxy", new Upstream(List.of())));

        assertThat(deep.resolve("proxy")).exists();
    }
}
