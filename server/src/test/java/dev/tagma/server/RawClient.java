package dev.tagma.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection that sends exactly what it is told and reads what comes back. */
final class RawClient implements AutoCloseable {

    /** An answer as it came. */
    record Answer(int status, List<String> headers, String text) {

        Optional<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst();
        }
    }

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
        this.in = Channels.newInputStream(channel);
        this.out = Channels.newOutputStream(channel);
    }

    static RawClient unix(Path socket) throws IOException {
        return connect(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket));
    }

    static RawClient tcp(int port) throws IOException {
        return connect(StandardProtocolFamily.INET, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static RawClient connect(StandardProtocolFamily family, SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(family);
        channel.connect(address);
        return new RawClient(channel);
    }

    /** Begins a request; its body, where there is one, is written afterwards. */
    void begin(String method, String target, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        write(head + "\r\n");
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** One line without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection ended after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The head of an answer; the body is still to be read. */
    Answer head() throws IOException {
        String status = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        return new Answer(Integer.parseInt(status.split(" ", 3)[1]), headers, "");
    }

    Answer answer(boolean withBody) throws IOException {
        Answer head = head();
        byte[] body = !withBody || head.status() == 204 ? new byte[0] : body(head);
        return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    private byte[] body(Answer head) throws IOException {
        Optional<String> length = head.header("Content-Length");
        if (length.isPresent()) {
            return in.readNBytes(Integer.parseInt(length.get()));
        }
        if (head.header("Transfer-Encoding").isPresent()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                body.write(chunk);
            }
            return body.toByteArray();
        }
        return in.readAllBytes();
    }

    /** The next chunk of a chunked body; empty at its end. */
    byte[] chunk() throws IOException {
        byte[] chunk = in.readNBytes(Integer.parseInt(line().strip(), 16));
        line();
        return chunk;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
