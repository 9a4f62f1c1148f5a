package dev.tagma.testkit.fault;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before the Unix socket of a server, hands everything through, and cuts all connections when told to. The server's
 * own socket file is moved aside: it goes on listening there.
 */
public final class CutSocket implements AutoCloseable {

    private final Path socket;
    private final Path behind;
    private final ServerSocketChannel listening;
    private final Set<Passage> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();

    private CutSocket(Path socket, Path behind, ServerSocketChannel listening) {
        this.socket = socket;
        this.behind = behind;
        this.listening = listening;
    }

    public static CutSocket before(Path socket) throws IOException {
        Path behind = socket.resolveSibling("b");
        Files.move(socket, behind);
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        CutSocket made = new CutSocket(socket, behind, listening);
        Thread.ofPlatform().daemon().name("cut socket").start(made::serve);
        return made;
    }

    /** Ends all connections that are open, in the middle of whatever they carry; new ones are accepted. */
    public void cut() {
        open.forEach(passage -> {
            cuts.incrementAndGet();
            passage.end();
        });
    }

    /** How many connections were cut so far. */
    public int cuts() {
        return cuts.get();
    }

    private void serve() {
        try {
            while (true) {
                Passage passage =
                        new Passage(listening.accept(), SocketChannel.open(UnixDomainSocketAddress.of(behind)), open);
                open.add(passage);
                passage.begin();
            }
        } catch (IOException closed) {
            cut();
        }
    }

    /** One caller's connection, in two halves. */
    private static final class Passage {

        private final SocketChannel caller;
        private final SocketChannel server;
        private final Set<Passage> open;

        Passage(SocketChannel caller, SocketChannel server, Set<Passage> open) {
            this.caller = caller;
            this.server = server;
            this.open = open;
        }

        void begin() {
            Thread.ofVirtual().name("to server").start(() -> hand(caller, server));
            Thread.ofVirtual().name("to caller").start(() -> {
                hand(server, caller);
                end();
            });
        }

        /** Hands on until the sender is done, then tells the other side that it is. */
        private void hand(SocketChannel from, SocketChannel to) {
            ByteBuffer bytes = ByteBuffer.allocate(8_192);
            try {
                while (from.read(bytes) >= 0) {
                    bytes.flip();
                    while (bytes.hasRemaining()) {
                        to.write(bytes);
                    }
                    bytes.clear();
                }
                to.shutdownOutput();
            } catch (IOException cut) {
                end();
            }
        }

        void end() {
            open.remove(this);
            close(caller);
            close(server);
        }

        private static void close(SocketChannel connection) {
            try {
                connection.close();
            } catch (IOException closed) {
                // It is gone, which is all that is wanted.
            }
        }
    }

    /** Puts the server's socket back. */
    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        Files.deleteIfExists(socket);
        if (Files.exists(behind)) {
            Files.move(behind, socket);
        }
    }
}
