package dev.tagma.adapters.workspace.outfit;

import dev.tagma.spi.workspace.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that can be listened on, found by doing so for a moment. */
public final class BindablePorts implements FreePorts {

    @Override
    public boolean free(int port) {
        return listens(port, null) && listens(port, InetAddress.getLoopbackAddress());
    }

    /** On one address or, without one, on all: a system may let both have a listener of their own. */
    private static boolean listens(int port, @org.jspecify.annotations.Nullable InetAddress address) {
        try (var socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
