package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Carries bytes between two connections, both ways, until both have ended. */
final class Copying {

    private static final int PIECE = 16 << 10;

    private Copying() {}

    /** Returns when both directions have ended; both connections are closed by then. */
    static void between(SocketChannel one, SocketChannel other) {
        Thread back = Thread.ofVirtual().name("net-back").start(() -> oneWay(other, one));
        oneWay(one, other);
        try {
            back.join();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        close(one);
        close(other);
    }

    /** A side that has said all may still listen; one that is broken ends both. */
    private static void oneWay(SocketChannel from, SocketChannel to) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try {
            while (from.read(piece) >= 0) {
                write(to, piece.flip());
                piece.clear();
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            close(from);
            close(to);
        }
    }

    static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException broken) {
            // It carries nothing any more either way.
            return;
        }
    }
}
