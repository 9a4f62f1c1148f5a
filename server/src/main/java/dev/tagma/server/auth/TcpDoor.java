package dev.tagma.server.auth;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The door on TCP. It opens to this machine alone, unless a proxy that adds TLS stands in front of it and is named.
 *
 * @param token whoever shows it is let in
 * @param proxyHosts the host names under which a proxy forwards requests; empty where there is none
 * @param movable whether it takes a free port where another process has its own
 */
public record TcpDoor(InetSocketAddress address, TokenHash token, Set<String> proxyHosts, boolean movable) {

    /** A door that is where its address says, or nowhere. */
    public TcpDoor(InetSocketAddress address, TokenHash token, Set<String> proxyHosts) {
        this(address, token, proxyHosts, false);
    }

    public TcpDoor {
        proxyHosts =
                proxyHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("The server's address '" + address.getHostString()
                    + "' is not known on this machine; use 127.0.0.1");
        }
        if (!address.getAddress().isLoopbackAddress() && proxyHosts.isEmpty()) {
            throw new IllegalArgumentException(
                    "The server's address " + address.getAddress().getHostAddress()
                            + " can be reached from other machines, and tokens would cross the network in the clear: use 127.0.0.1,"
                            + " or put a proxy that adds TLS in front and name its host in server.proxy-hosts");
        }
    }
}
