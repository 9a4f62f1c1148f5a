package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.files.Pulse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/**
 * A WebSocket over a Unix socket, as far as two programs on one machine need it: text messages, pings and an end. Java's own
 * client knows no Unix sockets. {@link #send} may be called from any thread, {@link #receive} by one.
 */
final class LocalSocket implements AutoCloseable {

    /** A message that is larger is a mistake of whoever sends it. */
    private static final long LARGEST = 256L << 20;

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final SecureRandom random = new SecureRandom();

    private LocalSocket(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    }

    /**
     * Connects; the path may be a link to where the socket is, and longer than a socket's own path may be.
     *
     * @param patience who takes the connection and has not shaken hands by then will not
     */
    static LocalSocket connect(Path path, Duration patience) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        LocalSocket socket = new LocalSocket(channel);
        Pulse shaken = new Pulse();
        try {
            channel.connect(UnixDomainSocketAddress.of(path.toRealPath()));
            Thread.ofVirtual().name("codex-handshake").start(() -> {
                shaken.await(0, patience);
                if (shaken.count() == 0) {
                    socket.close();
                }
            });
            socket.shakeHands();
            return socket;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        } finally {
            shaken.beat();
        }
    }

    private void shakeHands() throws IOException {
        byte[] key = new byte[16];
        random.nextBytes(key);
        write(ByteBuffer.wrap(("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(key)
                        + "\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        String status = line();
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new IOException("the app-server answered '" + status + "' in place of a connection");
        }
        while (!line().isEmpty()) {
            // What else it says of the connection is of no use.
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.readUnsignedByte(); one != '\n'; one = in.readUnsignedByte()) {
            line.write(one);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    void send(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message; throws {@link EOFException} when there will be none. */
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = new byte[length()];
            in.readFully(payload);
            switch (head & 0x0f) {
                case CLOSE -> throw new EOFException("the app-server closed the connection");
                case PING -> frame(PONG, payload);
                case PONG -> {}
                default -> {
                    message.writeBytes(payload);
                    if (message.size() > LARGEST) {
                        throw new IOException("a message of the app-server is larger than " + (LARGEST >> 20) + " MB");
                    }
                    if ((head & LAST) != 0) {
                        return message.toString(StandardCharsets.UTF_8);
                    }
                }
            }
        }
    }

    private int length() throws IOException {
        int size = in.readUnsignedByte();
        if ((size & MASKED) != 0) {
            throw new IOException("the app-server sent what only its clients send");
        }
        long length = size == 126 ? in.readUnsignedShort() : size == 127 ? in.readLong() : size;
        if (length < 0 || length > LARGEST) {
            throw new IOException("a message of the app-server says it has " + length + " bytes");
        }
        return (int) length;
    }

    private void frame(int kind, byte[] payload) throws IOException {
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (LAST | kind));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        write(frame.flip());
    }

    private synchronized void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException closed) {
            // Nothing more can be done for it.
            return;
        }
    }
}
