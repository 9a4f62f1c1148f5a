package dev.tagma.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagma.cli.fake.UnixServer;
import dev.tagma.cli.http.TransportException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UnixHttpTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path socket;
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @BeforeEach
    void nameTheSocket() {
        socket = folder.resolve("s");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }

    private UnixServer serving(UnixServer.Behaviour behaviour) throws IOException {
        var server = new UnixServer(socket, behaviour);
        toClose.add(server);
        return server;
    }

    private UnixServer saying(String... pieces) throws IOException {
        return serving((asked, out) -> {
            for (String piece : pieces) {
                out.write(piece.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        });
    }

    private HttpResponse get() {
        return new UnixHttp(socket).exchange(HttpRequest.get("/v1/health"), Deadline.after(LONG));
    }

    private TransportException failure(ThrowingCall call) {
        return catchThrowableOfType(TransportException.class, call::run);
    }

    private interface ThrowingCall {
        void run();
    }

    @Test
    void readsABodyOfTheAnnouncedLength() throws IOException {
        saying("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");

        HttpResponse response = get();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json()).isTrue();
        assertThat(response.text()).isEqualTo("{}");
    }

    @Test
    void readsABodyInChunks() throws IOException {
        saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\n");

        assertThat(get().text()).isEqualTo("abc0123456789");
    }

    @Test
    void readsABodyThatEndsWithTheConnection() throws IOException {
        saying("HTTP/1.0 200 OK\r\n\r\nuntil the end");

        assertThat(get().text()).isEqualTo("until the end");
    }

    @Test
    void passesOverInterimAnswers() throws IOException {
        saying("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");

        assertThat(get().status()).isEqualTo(204);
    }

    @Test
    void readsEveryByteHoweverTheyAreCut() throws IOException {
        String answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nü😀\r\n0\r\n\r\n".replace("4\r\n", "6\r\n");
        serving((asked, out) -> {
            for (byte each : answer.getBytes(StandardCharsets.UTF_8)) {
                out.write(each);
                out.flush();
            }
        });

        assertThat(get().text()).isEqualTo("ü😀");
    }

    @Test
    void sendsABodyOfAMegabyteWhole() throws IOException {
        String text = "\"" + "äöü\\n".repeat(200_000) + "\"";
        var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        HttpRequest request = new HttpRequest("POST", "/v1/x", Map.of(), new byte[0]).withJson(text);

        new UnixHttp(socket).exchange(request, Deadline.after(LONG));

        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().getFirst().body()).isEqualTo(text);
        assertThat(server.asked().getFirst().headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void readsARefusalOfARequestThatWasNotReadToItsEnd() throws Exception {
        // given a server that answers after the first bytes and closes
        try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> {
                try (SocketChannel connection = listening.accept()) {
                    connection.read(ByteBuffer.allocate(10));
                    connection.write(ByteBuffer.wrap(
                            "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
            byte[] large = new byte[8 * 1024 * 1024];

            HttpResponse response =
                    new UnixHttp(socket).exchange(new HttpRequest("POST", "/", Map.of(), large), Deadline.after(LONG));

            assertThat(response.status()).isEqualTo(413);
        }
    }

    @Test
    void withoutASocketNobodyListens() {
        TransportException failure = failure(this::get);

        assertThat(failure.kind()).isEqualTo(Kind.ABSENT);
        assertThat(failure.kind().nobodyListens()).isTrue();
        assertThat(failure).hasMessage("there is no socket " + socket);
    }

    @Test
    void aSocketOfAKilledDaemonRefuses() throws IOException {
        saying().kill();

        assertThat(failure(this::get).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aFileThatIsNoSocketRefuses() throws IOException {
        Files.writeString(socket, "not a socket");

        assertThat(failure(this::get).kind()).isEqualTo(Kind.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            })
    void anAnswerThatBreaksOffIsNoAnswer(String beginning) throws IOException {
        saying(beginning);

        assertThat(failure(this::get).kind()).isEqualTo(Kind.LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"
            })
    void whatIsNoHttpIsSaidToBeNone(String answer) throws IOException {
        saying(answer);

        assertThat(failure(this::get).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void aHeadWithoutEndIsGivenUp() throws IOException {
        serving((asked, out) -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            byte[] more = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(more);
            }
        });

        assertThat(failure(this::get).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsLate() throws IOException {
        var testIsOver = new CountDownLatch(1);
        serving((asked, out) -> testIsOver.await());

        TransportException failure = failure(
                () -> new UnixHttp(socket).exchange(HttpRequest.get("/"), Deadline.after(Duration.ofMillis(50))));

        assertThat(failure.kind()).isEqualTo(Kind.LATE);
        testIsOver.countDown();
    }

    @Test
    void waitsForAPlaceInTheQueueOfABusyServer() throws Exception {
        // given a queue of one that is full
        try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket), 1);
            var first = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            var second = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            toClose.add(first);
            toClose.add(second);

            // when the server comes to accept while we wait
            var answer = CompletableFuture.supplyAsync(this::get);
            for (int i = 0; i < 3; i++) {
                SocketChannel accepted = listening.accept();
                toClose.add(accepted);
                if (i == 2) {
                    accepted.write(ByteBuffer.wrap(
                            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                }
            }

            assertThat(answer.join().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesToSendAHeaderOfTwoLines() {
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> HttpRequest.get("/").with("X-Name", "a\r\nX-Evil: b")))
                .hasMessageContaining("something else than ASCII");
    }

    private static String stream(String events) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n" + events;
    }

    private EventStream events() {
        var opened = new UnixHttp(socket).stream(HttpRequest.get("/v1/events"), Deadline.after(LONG));
        EventStream events = ((UnixHttp.Opened.Streaming) opened).events();
        toClose.add(events);
        return events;
    }

    @Test
    void readsEvents() throws IOException {
        saying(stream(
                "retry: 1000\nid: 1\n\n: heartbeat\n\nid: 2\nevent: a.b\ndata: {\"x\":1}\n\ndata: p\ndata:q\n\n"));
        EventStream events = events();

        assertThat(events.next()).contains(new ServerEvent("1", "message", Optional.empty()));
        assertThat(events.next()).contains(new ServerEvent("2", "a.b", Optional.of("{\"x\":1}")));
        assertThat(events.next()).contains(new ServerEvent("2", "message", Optional.of("p\nq")));
        assertThat(events.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void acceptsAllLineEnds(String lineEnd) throws IOException {
        saying(stream("id: 1\nevent: t\ndata: ä\n\nid: 2\nevent: t\ndata: b\n\n".replace("\n", lineEnd)));
        EventStream events = events();

        assertThat(events.next()).contains(new ServerEvent("1", "t", Optional.of("ä")));
        assertThat(events.next()).contains(new ServerEvent("2", "t", Optional.of("b")));
    }

    @Test
    void anEventThatBreaksOffIsNotGivenOut() throws IOException {
        saying(stream("id: 1\ndata: a\n\nid: 2\ndata: half"));
        EventStream events = events();

        assertThat(events.next()).map(ServerEvent::id).contains("1");
        assertThat(events.next()).isEmpty();
    }

    @Test
    void aStreamThatIsCutSaysSo() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        saying(head, "f\r\nid: 1\ndata: a\n\n\r\n");
        EventStream events = events();

        assertThat(events.next()).map(ServerEvent::id).contains("1");
        assertThat(failure(events::next).kind()).isEqualTo(Kind.LOST);
    }

    @Test
    void aRefusedStreamBringsTheRefusal() throws IOException {
        saying("HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}");

        var opened = new UnixHttp(socket).stream(HttpRequest.get("/v1/events"), Deadline.after(LONG));

        assertThat(opened)
                .isInstanceOfSatisfying(
                        UnixHttp.Opened.Refused.class,
                        refused -> assertThat(refused.response().status()).isEqualTo(400));
    }

    static IntStream sizes() {
        return IntStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aStreamIsTheSameHoweverItIsCut(int size) throws IOException {
        byte[] whole = stream("id: 1\r\nevent: t\r\ndata: äöü😀\r\n\r\n: c\r\n\r\nid: 2\r\ndata: b\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        serving((asked, out) -> inPieces(whole, size, out));
        EventStream events = events();

        assertThat(events.next()).contains(new ServerEvent("1", "t", Optional.of("äöü😀")));
        assertThat(events.next()).contains(new ServerEvent("2", "message", Optional.of("b")));
        assertThat(events.next()).isEmpty();
    }

    private static void inPieces(byte[] whole, int size, OutputStream out) throws IOException {
        for (int at = 0; at < whole.length; at += size) {
            out.write(whole, at, Math.min(size, whole.length - at));
            out.flush();
        }
    }
}
