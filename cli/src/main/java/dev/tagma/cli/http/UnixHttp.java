package dev.tagma.cli.http;

import dev.tagma.cli.http.TransportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/** Speaks HTTP/1.1 with whoever listens on a Unix socket. */
public final class UnixHttp {

    /** Four times the daemon's heartbeat: a stream that is silent for so long comes from a daemon that hangs. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Path socket;

    public UnixHttp(Path socket) {
        this.socket = socket;
    }

    /**
     * Begins to get ready, beside what the caller does: the JDK sets up its source of random numbers before it opens the
     * first Unix socket, which takes as long as all else a command does.
     */
    public static void getReady() {
        Thread.ofPlatform().daemon().name("gets ready").start(Connection::getReady);
    }

    /**
     * Connects and hangs up.
     *
     * @return the socket, on which somebody listens
     * @throws TransportException when nobody does
     */
    public Path connect() {
        Connection.open(socket).close();
        return socket;
    }

    /**
     * Asks and reads the whole answer.
     *
     * @throws TransportException when there is none
     */
    public HttpResponse exchange(HttpRequest request, Deadline deadline) {
        try (Connection connection = Connection.open(socket)) {
            Incoming incoming = send(connection, request, deadline);
            return whole(incoming, incoming.head());
        } catch (IOException broken) {
            throw lost(broken);
        }
    }

    /**
     * Opens a stream of events.
     *
     * @throws TransportException when there is no answer
     */
    public Opened stream(HttpRequest request, Deadline deadline) {
        Connection connection = Connection.open(socket);
        boolean streaming = false;
        try {
            Incoming incoming = send(connection, request, deadline);
            Incoming.Head head = incoming.head();
            streaming = head.status() == 200 && head.header("content-type").startsWith("text/event-stream");
            if (!streaming) {
                return new Opened.Refused(whole(incoming, head));
            }
            incoming.endAfterSilence(SILENCE);
            return new Opened.Streaming(new EventStream(connection, Body.of(incoming, head)));
        } catch (IOException broken) {
            throw lost(broken);
        } finally {
            if (!streaming) {
                connection.close();
            }
        }
    }

    /** A server may answer and close before it has read everything, to refuse what is too large: then that counts. */
    private static Incoming send(Connection connection, HttpRequest request, Deadline deadline) throws IOException {
        try {
            connection.write(ByteBuffer.wrap(request.head()), deadline);
            connection.write(ByteBuffer.wrap(request.body()), deadline);
        } catch (IOException closed) {
            var incoming = new Incoming(connection, deadline);
            if (!incoming.hasBytes()) {
                throw closed;
            }
            return incoming;
        }
        return new Incoming(connection, deadline);
    }

    private static HttpResponse whole(Incoming incoming, Incoming.Head head) throws IOException {
        return new HttpResponse(
                head.status(),
                head.header("content-type"),
                Body.of(incoming, head).whole());
    }

    private static TransportException lost(IOException broken) {
        return new TransportException(Kind.LOST, "the connection to the daemon was cut", broken);
    }

    /** What came of a wish for a stream. */
    public sealed interface Opened {

        /** It streams; the receiver closes it. */
        record Streaming(EventStream events) implements Opened {}

        /** The daemon answered with something else, a problem as a rule. */
        record Refused(HttpResponse response) implements Opened {}
    }
}
