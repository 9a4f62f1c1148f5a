package dev.tagma.cli.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on a Unix socket that does to every connection what the test says, bytes and all. */
public final class UnixServer implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel listening;
    private final Thread accepting;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    public UnixServer(Path socket, Behaviour behaviour) throws IOException {
        this.socket = socket;
        Files.deleteIfExists(socket);
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        accepting = Thread.ofVirtual().name("accepts").start(() -> accept(behaviour));
    }

    private void accept(Behaviour behaviour) {
        try {
            while (true) {
                SocketChannel connection = listening.accept();
                open.add(connection);
                Thread.ofVirtual().name("serves").start(() -> serve(connection, behaviour));
            }
        } catch (ClosedChannelException closed) {
            // The test is over.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void serve(SocketChannel connection, Behaviour behaviour) {
        try (connection) {
            InputStream in = Channels.newInputStream(connection);
            OutputStream out = Channels.newOutputStream(connection);
            Optional<Asked> request = Asked.read(in);
            if (request.isPresent()) {
                asked.add(request.get());
                behaviour.answer(request.get(), out);
            }
        } catch (IOException gone) {
            // The client has gone, or the test has closed us.
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** What was asked so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Path socket() {
        return socket;
    }

    /** Stops as a killed process does: every connection is cut, the socket's file stays. */
    public void kill() throws IOException {
        listening.close();
        // The descriptor is open, and callers get into its queue, until nobody waits on it any more.
        try {
            accepting.join();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        for (SocketChannel connection : open) {
            connection.close();
        }
    }

    /** Stops as a process that ends on purpose does: the socket's file goes too. */
    @Override
    public void close() throws IOException {
        kill();
        Files.deleteIfExists(socket);
    }

    /** What the server does with a request. */
    public interface Behaviour {
        void answer(Asked asked, OutputStream out) throws IOException, InterruptedException;
    }

    /** A request as it came. */
    public record Asked(String method, String target, Map<String, String> headers, String body) {

        static Optional<Asked> read(InputStream in) throws IOException {
            String first = line(in);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            var headers = new LinkedHashMap<String, String>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String[] words = first.split(" ", -1);
            return Optional.of(new Asked(words[0], words[1], headers, body));
        }

        private static String line(InputStream in) throws IOException {
            var line = new StringBuilder();
            for (int each = in.read(); each != -1 && each != '\n'; each = in.read()) {
                if (each != '\r') {
                    line.append((char) each);
                }
            }
            return line.toString();
        }

        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }
    }
}
