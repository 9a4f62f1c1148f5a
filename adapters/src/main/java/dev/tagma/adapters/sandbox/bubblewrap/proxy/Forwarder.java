package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs within a sandbox without network: takes connections at a port of the loopback there and carries each to a socket in
 * the file system, behind which the proxy is. While no daemon runs there is none, and connections end at once.
 */
public final class Forwarder {

    private Forwarder() {}

    /** The words are the port, the proxy's socket and the fifo that is written to once connections are taken. */
    public static void main(String[] words) throws IOException {
        var proxy = UnixDomainSocketAddress.of(words[1]);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[0])));
            Files.writeString(Path.of(words[2]), "ready\n");
            while (true) {
                SocketChannel client = door.accept();
                Thread.ofVirtual().name("forwarding").start(() -> carry(client, proxy));
            }
        }
    }

    private static void carry(SocketChannel client, UnixDomainSocketAddress proxy) {
        try (SocketChannel out = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            out.connect(proxy);
            Copying.between(client, out);
        } catch (IOException noDaemon) {
            Copying.close(client);
        }
    }
}
