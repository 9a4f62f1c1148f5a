package dev.tagma.server;

import dev.tagma.server.auth.TcpDoor;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import java.util.Optional;

/** Says where the TCP door is, and whether that is where it was wanted. */
final class TcpCheck {

    private static final String NAME = "server.port";

    private TcpCheck() {}

    static CheckJson of(Optional<TcpDoor> wanted, Optional<Integer> port) {
        if (wanted.isEmpty() || port.isEmpty()) {
            return new CheckJson(NAME, CheckState.OK, "the TCP door is shut", Optional.empty());
        }
        var address = wanted.get().address();
        String place = address.getAddress().getHostAddress() + ":" + port.get();
        if (address.getPort() == 0 || address.getPort() == port.get()) {
            return new CheckJson(NAME, CheckState.OK, place, Optional.empty());
        }
        return new CheckJson(
                NAME,
                CheckState.WARNING,
                "%s, since %d is another process's".formatted(place, address.getPort()),
                Optional.of("set server.port in config.yaml to a port of its own, or to 0 for any that is free"));
    }
}
