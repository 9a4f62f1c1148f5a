package dev.tagma.cli.http;

import dev.tagma.cli.http.TransportException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection to a Unix socket, whose reads and writes end at a deadline. For one thread. */
final class Connection implements AutoCloseable {

    /** Longer than any daemon that lives takes to accept; a stopped one with a full queue would keep us for ever. */
    private static final Duration QUEUE_LIMIT = Duration.ofSeconds(10);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, 0);
    }

    /** Loads what the first connection needs; one that is opened meanwhile waits for it. */
    static void getReady() {
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException | UnsupportedOperationException impossible) {
            // Whoever connects will be told why.
        }
    }

    static Connection open(Path socket) {
        try {
            SocketChannel channel = connect(socket);
            try {
                channel.configureBlocking(false);
                return new Connection(channel, Selector.open());
            } catch (IOException broken) {
                channel.close();
                throw broken;
            }
        } catch (ConnectException refused) {
            throw new TransportException(Kind.REFUSED, "nobody listens on " + socket, refused);
        } catch (IOException | RuntimeException unusable) {
            if (unusable instanceof TransportException known) {
                throw known;
            }
            // The JDK has one exception for all errors of a Unix socket but "refused". The file may have come since.
            if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)
                    || reason(unusable).contains("No such file")) {
                throw new TransportException(Kind.ABSENT, "there is no socket " + socket, unusable);
            }
            throw new TransportException(
                    Kind.DENIED, "cannot use socket " + socket + ": " + reason(unusable), unusable);
        }
    }

    /** Connects at once, or waits for a place in the queue of a daemon that many call at the same time. */
    private static SocketChannel connect(Path socket) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            connected = connectNow(channel, address);
        } finally {
            if (!connected) {
                channel.close();
            }
        }
        return connected ? channel : connectBlocking(socket, address);
    }

    private static boolean connectNow(SocketChannel channel, UnixDomainSocketAddress address) throws IOException {
        try {
            return channel.connect(address);
        } catch (ConnectException refused) {
            throw refused;
        } catch (IOException other) {
            // EAGAIN, the kernel's "queue full", has no exception of its own.
            if (reason(other).contains("temporarily unavailable")) {
                return false;
            }
            throw other;
        }
    }

    private static SocketChannel connectBlocking(Path socket, UnixDomainSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> closeUnless(over, channel));
        try {
            channel.connect(address);
            return channel;
        } catch (IOException broken) {
            channel.close();
            if (broken instanceof AsynchronousCloseException) {
                throw new TransportException(Kind.LATE, "the daemon on " + socket + " accepts no connections", broken);
            }
            throw broken;
        } finally {
            over.countDown();
        }
    }

    /** The way to end a blocking connect in time is to close its channel. */
    private static void closeUnless(CountDownLatch over, SocketChannel channel) {
        try {
            if (!over.await(QUEUE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.close();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (IOException alreadyBroken) {
            // The connect fails by itself then.
        }
    }

    /** Writes all of it. */
    void write(ByteBuffer bytes, Deadline deadline) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** Reads what is there, waiting for the first byte; -1 when the other side has closed. */
    int read(ByteBuffer into, Deadline deadline) throws IOException {
        while (true) {
            int count = channel.read(into);
            if (count != 0) {
                return count;
            }
            await(SelectionKey.OP_READ, deadline);
        }
    }

    private void await(int operation, Deadline deadline) throws IOException {
        key.interestOps(operation);
        int ready = selector.select(deadline.selectMillis());
        if (Thread.currentThread().isInterrupted()) {
            // The selector returns at once from now on, and nobody waits for the answer any more.
            throw new ClosedByInterruptException();
        }
        if (ready == 0 && deadline.passed()) {
            throw new TransportException(Kind.LATE, "the daemon did not answer in time");
        }
        if (ready == 0) {
            deadline.ringIfDue();
        }
        selector.selectedKeys().clear();
    }

    private static String reason(Exception failed) {
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        try (channel;
                selector) {
            // Closing is all there is to do.
        } catch (IOException nothingToSave) {
            // The request is over and the descriptor is gone with it.
        }
    }
}
