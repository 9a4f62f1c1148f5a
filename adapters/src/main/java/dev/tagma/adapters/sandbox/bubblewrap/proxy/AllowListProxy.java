package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP proxy of one session at a socket in the file system. Every connection is one request: for a tunnel, or a plain one
 * that is passed on. Whoever is behind the socket may be hostile: what it sends before it is connected is bounded in size,
 * time and number.
 */
public final class AllowListProxy implements AutoCloseable {

    /** A longer head is nobody's. */
    private static final int LONGEST_HEAD = 16 << 10;

    /** Whoever has not asked by then does not mean to. */
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(30);

    /** More connections at once are refused: each takes memory of the daemon's. */
    private static final int MOST_CONNECTIONS = 512;

    private static final System.Logger LOG = System.getLogger(AllowListProxy.class.getName());

    private final ServerSocketChannel door;
    private final Path socket;
    private final Upstream upstream;
    private final Duration patience;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("net-clock").factory());
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private AllowListProxy(ServerSocketChannel door, Path socket, Upstream upstream, Duration patience) {
        this.door = door;
        this.socket = socket;
        this.upstream = upstream;
        this.patience = patience;
    }

    /**
     * Takes connections at a socket of this name in a directory, which is made where it is not there; a former daemon's socket
     * there is replaced.
     */
    public static AllowListProxy open(Path directory, String name, Upstream upstream) throws IOException {
        return open(directory, name, upstream, ASKED_WITHIN);
    }

    static AllowListProxy open(Path directory, String name, Upstream upstream, Duration patience) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path socket = directory.resolve(name);
        Files.deleteIfExists(socket);
        AllowListProxy proxy = new AllowListProxy(bound(directory, name), socket, upstream, patience);
        Thread.ofVirtual().name("net-door").start(proxy::accept);
        return proxy;
    }

    /** The kernel takes no long path for a socket: it is bound by a short one that leads to the same place. */
    private static ServerSocketChannel bound(Path directory, String name) throws IOException {
        Path around = Files.createTempDirectory("tagma-net");
        Path link = Files.createSymbolicLink(around.resolve("d"), directory.toAbsolutePath());
        try {
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                return door.bind(UnixDomainSocketAddress.of(link.resolve(name)));
            } catch (IOException failed) {
                door.close();
                throw failed;
            }
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(around);
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = door.accept();
                open.add(client);
                if (open.size() > MOST_CONNECTIONS) {
                    end(client);
                } else {
                    Thread.ofVirtual().name("net-request").start(() -> serve(client));
                }
            }
        } catch (IOException closed) {
            LOG.log(System.Logger.Level.DEBUG, () -> "No more connections at " + socket + ": " + closed);
        }
    }

    private void serve(SocketChannel client) {
        ScheduledFuture<?> late = clock.schedule(() -> end(client), patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ByteBuffer begun = ByteBuffer.allocate(LONGEST_HEAD);
            Optional<String> head = head(client, begun);
            late.cancel(false);
            Optional<Target> target = head.flatMap(Target::parse);
            if (target.isEmpty()) {
                say(client, "400 Bad Request", "This is a proxy; it takes CONNECT and plain http requests");
            } else {
                connect(client, target.get(), begun);
            }
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.DEBUG, () -> "A connection at " + socket + " broke: " + broken);
        } finally {
            late.cancel(false);
            end(client);
        }
    }

    private void connect(SocketChannel client, Target target, ByteBuffer rest) throws IOException {
        switch (upstream.connect(target.host(), target.port())) {
            case Upstream.Found.Connected(SocketChannel channel) -> {
                open.add(channel);
                try {
                    if (target.forwarded().isPresent()) {
                        write(channel, target.forwarded().get());
                    } else {
                        write(client, "HTTP/1.1 200 Connected\r\n\r\n");
                    }
                    Copying.write(channel, rest);
                    Copying.between(client, channel);
                } finally {
                    end(channel);
                }
            }
            case Upstream.Found.Refused(String reason) -> {
                LOG.log(System.Logger.Level.DEBUG, () -> "Refused at " + socket + ": " + target);
                say(client, "403 Forbidden", reason);
            }
            case Upstream.Found.Unreachable(String reason) -> say(client, "502 Bad Gateway", reason);
        }
    }

    /** All up to the empty line, none where there is none; what came behind it is left in the buffer to be read. */
    private static Optional<String> head(SocketChannel client, ByteBuffer bytes) throws IOException {
        int looked = 0;
        while (bytes.hasRemaining() && client.read(bytes) >= 0) {
            for (int i = Math.max(3, looked); i < bytes.position(); i++) {
                boolean over = bytes.get(i) == '\n'
                        && bytes.get(i - 1) == '\r'
                        && bytes.get(i - 2) == '\n'
                        && bytes.get(i - 3) == '\r';
                if (over) {
                    byte[] head = new byte[i + 1];
                    bytes.flip().get(head);
                    return Optional.of(new String(head, StandardCharsets.ISO_8859_1));
                }
            }
            looked = bytes.position();
        }
        return Optional.empty();
    }

    private static void say(SocketChannel client, String status, String reason) throws IOException {
        byte[] body = ("Tagma: " + reason + "\n").getBytes(StandardCharsets.UTF_8);
        write(
                client,
                "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n");
        Copying.write(client, ByteBuffer.wrap(body));
    }

    private static void write(SocketChannel to, String head) throws IOException {
        Copying.write(to, ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void end(SocketChannel channel) {
        open.remove(channel);
        Copying.close(channel);
    }

    /** Ends all connections; the socket is left for the next daemon to replace, so that no other is taken for it. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.DEBUG, () -> "Closing " + socket + " failed: " + broken);
        }
        open.forEach(this::end);
        clock.shutdownNow();
    }
}
